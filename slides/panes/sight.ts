/** Something in a strip that is looked at through a shorter window, all in pixels. */
export interface Span {
  /** Where it begins in the strip. */
  readonly at: number;
  readonly long: number;
  /** How much of the strip is seen at once. */
  readonly room: number;
  /** Where the window begins now. */
  readonly from: number;
}

/** Where the window has to begin for the whole of it to be seen: at `wished` if that will do, else as near as can be. */
export function sightOn({ at, long, room }: Omit<Span, "from">, wished: number): number {
  // A browser scrolls to whole pixels.
  const earliest = Math.ceil(at + long - room);
  const latest = Math.floor(at);
  return Math.max(0, Math.min(Math.max(wished, earliest), latest));
}
