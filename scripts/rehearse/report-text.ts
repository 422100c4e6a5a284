/** The report as plain text: what the terminal shows at the end, and `rehearsal.txt`. */
import type { DiffLine } from "#core/compare/compare-output.ts";
import { formatMs } from "#core/show/durations.ts";
import { fitted, table } from "../commands/takes/table.ts";
import {
  countOf,
  isGood,
  verdictOf,
  whyNotCompared,
  type RehearsedStep,
  type Rehearsal,
  type Verdict,
} from "./rehearsal.ts";

/** Colours a word or a line; plain in a file. */
export type Paint = (look: "bold" | "dim" | "red" | "green" | "yellow" | "cyan", text: string) => string;

const plain: Paint = (_look, text) => text;

const signs: Readonly<Record<Verdict, readonly [string, Parameters<Paint>[0]]>> = {
  passed: ["✓", "green"],
  changed: ["≠", "yellow"],
  failed: ["✗", "red"],
  skipped: ["-", "dim"],
};

/** Unchanged lines that are shown around a difference. */
const around = 2;
const mostDiffLines = 40;

export function textReport(rehearsal: Rehearsal, { paint = plain, columns = 100 } = {}): string {
  const notes = [
    ...rehearsal.steps.flatMap((step) => noteOf(step, paint)),
    ...(rehearsal.understudy === null ? [] : notCompared(rehearsal.steps, paint)),
  ];
  return [
    ...(rehearsal.steps.length > 0 ? [stepTable(rehearsal.steps, paint, columns), ""] : []),
    ...notes.map((line) => line.trimEnd()),
    summary(rehearsal, paint),
    "",
  ].join("\n");
}

function stepTable(steps: readonly RehearsedStep[], paint: Paint, columns: number): string {
  const head = ["", "STEP", "PANE", "TOOK", "UNDERSTUDY", "COMMAND"];
  const rows = steps.map((step) => {
    const [sign, look] = signs[verdictOf(step)];
    return [
      paint(look, sign),
      step.step,
      step.pane,
      step.ms === null ? "-" : formatMs(step.ms),
      step.understudyMs === null ? "-" : formatMs(step.understudyMs),
      step.lines[0] ?? "",
    ];
  });
  return fitted(table([head, ...rows]), columns);
}

/** What is to be said below the table. */
function noteOf(step: RehearsedStep, paint: Paint): string[] {
  const { result, output, at, lines } = step;
  if (result.is === "failed")
    return [
      `${paint("red", `✗ ${step.step}`)} ${result.why} ${paint("dim", at)}`,
      paint("dim", `    $ ${lines.join("\n    > ")}`),
      ...result.expected.map((one) => `    expected: it ${one}`),
      ...(result.printed.length > 0 ? ["    its last lines:"] : []),
      ...result.printed.map((line) => paint("dim", `      ${line}`)),
      `    ${result.todo}`,
      "",
    ];
  if (verdictOf(step) === "changed" && output.is === "changed")
    return [
      `${paint("yellow", `≠ ${step.step}`)} printed something else than the understudy ${paint("dim", at)}`,
      ...diffText(output.lines).map((line) => `    ${colouredDiff(line, paint)}`),
      "",
    ];
  return [];
}

/** Steps that could not be compared, a line for each reason. */
function notCompared(steps: readonly RehearsedStep[], paint: Paint): string[] {
  const names = new Map<string, string[]>();
  for (const step of steps) {
    const why = whyNotCompared(step);
    if (why !== null) names.set(why, [...(names.get(why) ?? []), step.step]);
  }
  const lines = [...names].map(
    ([why, which]) => `${paint("yellow", `Not compared: ${which.join(", ")}`)}: ${why}.`,
  );
  return lines.length > 0 ? [...lines, ""] : [];
}

function colouredDiff(line: string, paint: Paint): string {
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("+") ? paint("green", line) : paint("dim", line);
}

/** `- `, `+ ` and two spaces before each line; what is far from a difference is left out. */
export function diffText(lines: readonly DiffLine[]): string[] {
  const near = nearDifferences(lines);
  const shown: string[] = [];
  let left = 0;
  for (const [index, { of, text }] of lines.entries()) {
    if (!near.has(index)) {
      left++;
      continue;
    }
    if (left > 0) shown.push(`  … ${left} ${left === 1 ? "line" : "lines"} as before`);
    left = 0;
    shown.push(`${{ both: " ", recorded: "-", now: "+" }[of]} ${text}`);
  }
  if (left > 0) shown.push(`  … ${left} ${left === 1 ? "line" : "lines"} as before`);
  const more = shown.length - mostDiffLines;
  return more > 0 ? [...shown.slice(0, mostDiffLines), `  … ${more} lines more`] : shown;
}

/** Indexes of the lines that are shown: those that differ, and their neighbours. */
export function nearDifferences(lines: readonly DiffLine[]): ReadonlySet<number> {
  const near = new Set<number>();
  for (const [index, { of }] of lines.entries()) {
    if (of === "both") continue;
    for (let at = index - around; at <= index + around; at++) near.add(at);
  }
  return near;
}

/** `11 steps in 24.1 s: 10 passed, 1 changed.` */
export function summary(rehearsal: Rehearsal, paint: Paint = plain): string {
  const { steps, ms, stopped, reset } = rehearsal;
  const counts = (["passed", "changed", "failed", "skipped"] as const)
    .map((verdict) => [countOf(rehearsal, verdict), verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`);
  const how = isGood(rehearsal) ? paint("green", "Rehearsed") : paint("red", "Not good yet");
  const words = [
    `${how}: ${steps.length} ${steps.length === 1 ? "step" : "steps"} in ${formatMs(ms)}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}.`,
    ...(stopped ? ["It was stopped before its end."] : []),
    ...(reset?.at === "failed" ? [`The reset failed: ${reset.why}`] : []),
  ];
  return words.join(" ");
}
