/**
 * What can be said of a flood's bytes before they are decoded: looked at by one loop, which is several times cheaper
 * than to decode, redact and parse them.
 */

const ordinary = 0;
const control = 1;
/** The first byte of U+0080 to U+00BF in UTF-8: the first half of them are controls too. */
const c1Lead = 2;
const dash = 3;

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x09 || byte === 0x0a || byte === 0x0d) return ordinary;
  if (byte < 0x20 || byte === 0x7f) return control;
  if (byte === 0xc2) return c1Lead;
  return byte === 0x2d ? dash : ordinary;
});

/** A private key begins with five dashes and `BEGIN`. */
const keyDashes = 5;
const keyLetter = 0x42;

/**
 * Index of the first byte from which on UTF-8 text may do more than to fill lines: a control character other than tab,
 * CR and LF; or the `-----B` of a private key, the only secret that may go on for any number of lines. Else the length.
 */
export function plainBytesEnd(bytes: Uint8Array): number {
  const { words, first } = wordsOf(bytes);
  let dashes = { from: 0, count: 0, end: 0 };
  for (let at = 0; at < bytes.length; at++) {
    if (at >= first && (at - first) % 4 === 0) at = first + 4 * skipOrdinary(words, (at - first) / 4);
    const byte = bytes[at];
    if (byte === undefined) break;
    const kind = kinds[byte];
    if (kind === control || (kind === c1Lead && isC1(bytes[at + 1]))) return at;
    if (kind !== dash) continue;
    // Lines may be folded anywhere: their ends do not count.
    const goesOn = dashes.count > 0 && skipGaps(bytes, dashes.end) === at;
    dashes = { from: goesOn ? dashes.from : at, count: goesOn ? dashes.count + 1 : 1, end: at + 1 };
    if (dashes.count >= keyDashes && mayBeginKey(bytes[skipGaps(bytes, at + 1)])) return dashes.from;
  }
  return bytes.length;
}

/** At the end of what is there it is not known yet. */
function mayBeginKey(next: number | undefined): boolean {
  return next === undefined || next === keyLetter;
}

/** Four bytes at a time, from `first` on, where they lie so that they can be read so; the rest is looked at one by one. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): { words: Int32Array; first: number } {
  const first = -byteOffset & 3;
  if (length < first) return { words: new Int32Array(0), first: 0 };
  return { words: new Int32Array(buffer, byteOffset + first, (length - first) >> 2), first };
}

/**
 * Index of the first word from `from` on with a byte that is not between space and `~`, or is a dash. The top bit of
 * each byte of `low`, `high` and `dashes` says so (Henry S. Warren, Hacker's Delight, 6-1); a carry may say it of one
 * byte too many.
 */
function skipOrdinary(words: Int32Array, from: number): number {
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] ?? 0;
    const low = (word - 0x20202020) & ~word;
    const high = word | (word + 0x01010101);
    const dashed = word ^ 0x2d2d2d2d;
    const dashes = (dashed - 0x01010101) & ~dashed;
    if (((low | high | dashes) & 0x80808080) !== 0) break;
  }
  return at;
}

/** Whether a byte is a space or belongs to a line end: a secret may be found across it. */
export function isGap(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d;
}

/**
 * Where the line ends that has the first letter from `from` on, or null. A letter ends an escape sequence that was cut
 * off: from there on text is text.
 */
export function lineWithLetterEnd(bytes: Uint8Array, from: number): number | null {
  let at = from;
  while (at < bytes.length && !isLetter(bytes[at])) at++;
  const end = bytes.indexOf(0x0a, at);
  return end === -1 ? null : end + 1;
}

/** Whether a UTF-8 character of several bytes is cut at `at`. */
export function isInCharacter(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}

/** From `@` to `~`: the final bytes of ECMA-48. */
function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x40 && byte < 0x7f;
}

function skipGaps(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isGap(bytes[at])) at++;
  return at;
}

/** At the end of what is there it is not known yet. */
function isC1(second: number | undefined): boolean {
  return second === undefined || (second >= 0x80 && second < 0xa0);
}
