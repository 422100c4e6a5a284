import { readableLines } from "./readable.ts";
import { shapes } from "./shapes.ts";

/** What the author of a talk wants to have left out of comparing. */
export interface CompareRules {
  /** Global patterns. What matches is the same as anything; a line of which nothing else is left does not count. */
  readonly ignore: readonly RegExp[];
}

export const noRules: CompareRules = { ignore: [] };

/** Raised when the same text is normalised to something else: what was learned before is learned anew. */
export const NORMALISER = 2;

/** A longer line is compared up to here. */
const LONGEST_LINE = 2000;
const IGNORED = "‹…›";
const OPENS = "‹";
/** Terraform's sign of life: whether one comes at all depends on how long it takes. */
const GOES_ON = /: Still \w{1,20}ing\.\.\. \[/;

/**
 * What a step printed, as lines that are equal in two good runs: without colours and what was drawn over, without
 * times, addresses, ids, sizes and durations (each is a word in angle quotes), without the width of columns. Lines that
 * are normalised already stay as they are.
 */
export function normalise(text: string, rules: CompareRules): string[] {
  const lines: string[] = [];
  for (const readable of readableLines(text)) {
    const line = normaliseLine(readable, rules);
    if (line === null) continue;
    const last = lines.at(-1);
    // Empty lines count once, and so do those in which only a time or an id was another one.
    if (line === last && (line === "" || line.includes(OPENS))) continue;
    if (line !== "" || last !== undefined) lines.push(line);
  }
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Null where the line does not count. */
function normaliseLine(readable: string, { ignore }: CompareRules): string | null {
  let line = readable.slice(0, LONGEST_LINE);
  if (GOES_ON.test(line)) return null;
  for (const pattern of ignore) line = line.replace(pattern, IGNORED);
  if (line !== readable && line.replaceAll(IGNORED, "").trim() === "") return null;
  for (const { pattern, name } of shapes) line = line.replace(pattern, name);
  return line
    .replace(/([-=_─━═*#.])\1{2,}/gu, "$1$1$1")
    .replace(/\s+/g, " ")
    .trim();
}
