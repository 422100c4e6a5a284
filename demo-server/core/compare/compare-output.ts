/** How what a step printed compares with what it printed before. */
export type Comparison =
  | { readonly same: true }
  /** The lines of both, in order: equal ones once, else those of `recorded` before those of `now`. */
  | { readonly same: false; readonly lines: readonly DiffLine[] };

export interface DiffLine {
  readonly of: "both" | "recorded" | "now";
  readonly text: string;
}

/** Whether lines may come in another order: of commands that do several things at once. */
export type LineOrder = "in order" | "any order";

/** So many pairs of lines are looked at for what they have in common; of more, the middle is told as wholly different. */
const MOST_PAIRS = 1_000_000;

/** Compares two outputs line by line, as `normalise` gives them. */
export function compareOutput(
  recorded: readonly string[],
  now: readonly string[],
  order: LineOrder = "in order",
): Comparison {
  const before = order === "in order" ? recorded : sorted(recorded);
  const after = order === "in order" ? now : sorted(now);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return { same: true };
  const isWrapped =
    order === "in order"
      ? isRewrapped(before, after)
      : isRewrapped(lacking(now, recorded), lacking(recorded, now));
  if (isWrapped) return { same: true };
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const both = (text: string): DiffLine => ({ of: "both", text });
  return {
    same: false,
    lines: [...before.slice(0, start).map(both), ...middle, ...before.slice(before.length - end).map(both)],
  };
}

/** The first lines that differ; null where one side has nothing in that place. */
export function firstDifference({ lines }: Comparison & { readonly same: false }): {
  readonly recorded: string | null;
  readonly now: string | null;
} {
  const start = lines.findIndex((line) => line.of !== "both");
  const length = lines.slice(start).findIndex((line) => line.of === "both");
  const differing = lines.slice(start, length < 0 ? undefined : start + length);
  const of = (side: DiffLine["of"]): string | null =>
    differing.find((line) => line.of === side)?.text ?? null;
  return { recorded: of("recorded"), now: of("now") };
}

/** Whether only the width of the terminal was another: many programs wrap their text themselves. */
function isRewrapped(recorded: readonly string[], now: readonly string[]): boolean {
  const words = (lines: readonly string[]): string => lines.join(" ").replace(/ +/g, " ").trim();
  return words(recorded) === words(now);
}

/** What `others` have that `lines` have not, or not so often, in their order. */
function lacking(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of lines) left.set(line, (left.get(line) ?? 0) + 1);
  return others.filter((line) => {
    const count = left.get(line) ?? 0;
    if (!line.includes("‹")) left.set(line, count - 1);
    return count <= 0;
  });
}

/** Lines that several things print at once may also come a different number of times in a row. */
function sorted(lines: readonly string[]): string[] {
  return [...lines].sort().filter((line, index, all) => line !== all[index - 1] || !line.includes("‹"));
}

/** Longest common subsequence, by the classic table of suffix lengths. */
function between(recorded: readonly string[], now: readonly string[]): DiffLine[] {
  const rows = recorded.length;
  const columns = now.length;
  if (rows * columns > MOST_PAIRS) return [...recorded.map(only("recorded")), ...now.map(only("now"))];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      common[row * width + column] =
        recorded[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return walk(recorded, now, at);
}

function walk(
  recorded: readonly string[],
  now: readonly string[],
  at: (row: number, column: number) => number,
): DiffLine[] {
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < recorded.length || column < now.length) {
    const before = recorded[row];
    const after = now[column];
    if (before !== undefined && before === after) {
      lines.push({ of: "both", text: before });
      row++;
      column++;
    } else if (before !== undefined && (after === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ of: "recorded", text: before });
      row++;
    } else if (after !== undefined) {
      lines.push({ of: "now", text: after });
      column++;
    }
  }
  return lines;
}

function only(of: "recorded" | "now"): (text: string) => DiffLine {
  return (text) => ({ of, text });
}
