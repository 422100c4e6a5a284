import { countState, type Examined, type Finding, type FindingState } from "#core/doctor/finding.ts";
import { style } from "../cli/style.ts";

const signs: Readonly<Record<FindingState, readonly [string, Parameters<typeof style>[0]]>> = {
  ok: ["✓", "green"],
  warning: ["!", "yellow"],
  problem: ["✗", "red"],
  notNeeded: ["·", "dim"],
};

/** The table of a doctor: a row for each finding, and below it what to do. */
export function doctorReport(examined: readonly Examined[], columns: number): string {
  const width = Math.max(...examined.map(({ title }) => title.length));
  const rows = examined.flatMap(({ title, findings }) =>
    findings.flatMap((finding, index) => row(index === 0 ? title : "", finding, width, columns)),
  );
  return [...rows, "", summary(examined)].join("\n");
}

function row(title: string, { state, says, todo }: Finding, width: number, columns: number): string[] {
  const [sign, look] = signs[state];
  const room = Math.max(30, columns - width - 6);
  const indent = " ".repeat(width + 6);
  const [first = "", ...more] = folded(says, room);
  const shown = (line: string): string => (state === "notNeeded" ? style("dim", line) : line);
  return [
    `${style(look, sign)} ${style("bold", title.padEnd(width))}    ${shown(first)}`,
    ...more.map((line) => indent + shown(line)),
    ...(todo === undefined
      ? []
      : folded(todo, room - 2).map(
          (line, index) => `${indent}${style("cyan", `${index === 0 ? "→" : " "} ${line}`)}`,
        )),
  ];
}

/** Lines of at most so many characters, cut between words. */
function folded(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** `2 problems, 1 warning: not ready yet.` */
function summary(examined: readonly Examined[]): string {
  const problems = countState(examined, "problem");
  const warnings = countState(examined, "warning");
  const counted = [
    ...(problems > 0 ? [`${problems} ${problems === 1 ? "problem" : "problems"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ].join(", ");
  if (problems > 0) return style("red", `${counted}: not ready yet.`);
  return warnings > 0
    ? style("yellow", `${counted}: look at them, and the show can begin.`)
    : style("green", "All is well: the show can begin.");
}
