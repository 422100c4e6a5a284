import { isGap, isInCharacter } from "./plain-bytes.ts";

/** What of a flood can be left out: everything before `tail`. From `leadIn` on it still has to be redacted. */
export interface FloodCut {
  /** Begins with a line end, so that nothing before it is in one line with what follows. */
  readonly leadIn: number;
  /** First byte of a line. */
  readonly tail: number;
}

export interface CutRules {
  /** Line ends that must stay: the scrollback and twice the rows (see `exactTailStart`). */
  readonly lines: number;
  /** Characters that the redactor must have read before what is shown (see `Redactor.reach`). */
  readonly reach: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Where plain bytes (see `plainBytesEnd`) may be cut so that the screen and its scrollback are the same and every
 * secret in them is found. Null where there is not enough, or where lines were drawn over each other.
 */
export function cutFlood(bytes: Uint8Array, { lines, reach }: CutRules): FloodCut | null {
  const tail = tailStart(bytes, lines);
  const leadIn = tail === null ? null : leadInStart(bytes, tail, reach);
  return tail === null || leadIn === null ? null : { leadIn, tail };
}

function tailStart(bytes: Uint8Array, lines: number): number | null {
  let at = bytes.length;
  for (let seen = 0; seen <= lines; seen++) {
    at = lineFeedBefore(bytes, at);
    if (at < 0) return null;
  }
  while (at >= 0 && bytes[at - 1] !== carriageReturn) at = lineFeedBefore(bytes, at);
  return at < 0 ? null : at + 1;
}

/** The last line end with `reach` characters between it and `tail`. */
function leadInStart(bytes: Uint8Array, tail: number, reach: number): number | null {
  let characters = 0;
  for (let at = tail - 1; at > 0; at--) {
    const byte = bytes[at] ?? 0;
    if (byte === carriageReturn && bytes[at + 1] !== lineFeed) return null;
    if (byte === lineFeed && characters >= reach) return bytes[at - 1] === carriageReturn ? at - 1 : null;
    if (!isGap(byte) && !isInCharacter(bytes, at)) characters++;
  }
  return null;
}

function lineFeedBefore(bytes: Uint8Array, end: number): number {
  return end <= 0 ? -1 : bytes.lastIndexOf(lineFeed, end - 1);
}
