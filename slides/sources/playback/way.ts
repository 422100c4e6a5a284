import { drawingAt, drawingBetween, glimpseAt, type Segment, type Stroke } from "#core/takes/playback.ts";

/** How a terminal comes to show a moment. */
export interface Way {
  readonly strokes: readonly Stroke[];
  /** Whether the terminal is reset before. */
  readonly afresh: boolean;
  /** False where only the screen will be there, and the scrollback above it not yet. */
  readonly whole: boolean;
}

/** What a terminal shows of the same segment. */
export interface Standing {
  readonly ms: number;
  readonly whole: boolean;
}

/** Everything at `ms`, the scrollback too. */
export function wholeWay(segment: Segment, ms: number): Way {
  return { strokes: drawingAt(segment, ms), afresh: true, whole: true };
}

/** The shortest way to the screen of `ms`, be its scrollback there or not. */
export function shortestWay(
  segment: Segment,
  ms: number,
  size: Pick<Stroke, "cols" | "rows">,
  from: Standing | null,
): Way {
  const glimpse = glimpseAt(segment, ms);
  const onwards = from && onwardsTo(segment, ms, size, from);
  if (onwards && (!glimpse || lengthOf(onwards.strokes) <= glimpse.text.length)) return onwards;
  return glimpse ? { strokes: [glimpse], afresh: true, whole: false } : wholeWay(segment, ms);
}

/** From what the terminal shows; null where it has to begin anew. */
export function onwardsTo(
  segment: Segment,
  ms: number,
  size: Pick<Stroke, "cols" | "rows">,
  { ms: fromMs, whole }: Standing,
): Way | null {
  if (fromMs > ms) return null;
  const strokes = drawingBetween(segment, size, fromMs, ms);
  // A change of the size fetches lines out of the scrollback.
  return whole || strokes.length === 1 ? { strokes, afresh: false, whole } : null;
}

function lengthOf(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, { text }) => sum + text.length, 0);
}
