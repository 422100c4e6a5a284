/** A character as a reader sees it (a grapheme), and how long after the one before it is typed. */
export interface Keystroke {
  readonly text: string;
  readonly afterMs: number;
}

/** How much a hand hesitates: each wait is between 1 - this and 1 + this times what it would be. */
const VARIATION = 0.35;
/** A wait after these is longer: a word is over, or a part of the command. */
const AFTER_SPACE = 1.6;
const AFTER_PUNCTUATION = 1.3;

/**
 * A human rhythm for typing `text`: the same for the same seed, so that a rehearsal looks like the show.
 * The whole takes `1000 / charsPerSecond` for each character but the first, which is typed at once.
 */
export function rhythm(text: string, charsPerSecond: number, seed: number): Keystroke[] {
  const graphemes = Array.from(
    new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text),
    (part) => part.segment,
  );
  const random = mulberry32(seed);
  const weights = graphemes.map((_, index) => {
    const before = graphemes[index - 1];
    return before === undefined ? 0 : hesitation(before) * (1 + VARIATION * (2 * random() - 1));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const wholeMs = ((graphemes.length - 1) * 1000) / charsPerSecond;
  return graphemes.map((grapheme, index) => ({
    text: grapheme,
    afterMs: sum === 0 ? 0 : ((weights[index] ?? 0) / sum) * wholeMs,
  }));
}

function hesitation(before: string): number {
  if (/^\s/.test(before)) return AFTER_SPACE;
  return /^\p{P}/u.test(before) ? AFTER_PUNCTUATION : 1;
}

/** Numbers from 0 up to 1, the same for the same seed: Tommy Ettinger's Mulberry32. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
