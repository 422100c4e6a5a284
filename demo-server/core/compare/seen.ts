import { compareOutput, firstDifference, type LineOrder } from "./compare-output.ts";

/** What a step printed in a good run before, normalised. */
export interface LearnedOutput {
  readonly lines: readonly string[];
  /** False where only the beginning of a flood is known. */
  readonly whole: boolean;
}

/** How what a step printed on stage compares with what was learned. Short enough to be told to every window. */
export type Seen =
  | { readonly as: "same" }
  /** The first lines that differ; null where one side has none there. */
  | { readonly as: "differs"; readonly recorded: string | null; readonly now: string | null };

const LONGEST_LINE = 200;

/** Compares the two as far as both are known. */
export function seenAs(learned: LearnedOutput, now: LearnedOutput, order: LineOrder): Seen {
  const known = learned.whole || now.whole ? Infinity : Math.min(learned.lines.length, now.lines.length);
  const compared = compareOutput(learned.lines.slice(0, known), now.lines.slice(0, known), order);
  if (compared.same) return { as: "same" };
  const first = firstDifference(compared);
  return { as: "differs", recorded: short(first.recorded), now: short(first.now) };
}

function short(line: string | null): string | null {
  return line !== null && line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
