import { stripVTControlCharacters } from "node:util";
import type { RecordedStep, TakeManifest } from "#core/takes/manifest.ts";

/** Rows in columns that line up; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Each line cut to this many columns, with a sign that more of it follows. */
export function fitted(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => (width(stripVTControlCharacters(line)) <= columns ? line : cut(line, columns)))
    .join("\n");
}

/** Control sequences take no column. */
function cut(line: string, columns: number): string {
  let taken = 0;
  let kept = "";
  for (const [part] of line.matchAll(/\x1b\[[\d;]*m|./gsu)) {
    taken += part.startsWith("\x1b") ? 0 : width(part);
    if (taken > columns - 1) return `${kept}…`;
    kept += part;
  }
  return kept;
}

function widthOf(text: string): number {
  return width(stripVTControlCharacters(text));
}

/** Columns of a terminal: a Japanese character takes two. */
function width(text: string): number {
  return text.length + (text.match(/[\u1100-\u115f\u2e80-\uff60]/g)?.length ?? 0);
}

/** `1:05` or `0.4 s`: long times as clocks show them, short ones as steps take them. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `2026-11-23 10:15`, in the time zone of this machine. */
export function when(iso: string): string {
  const date = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `12 done, 1 failed`: of each step's last run. */
export function outcomes({ steps }: Pick<TakeManifest, "steps">): string {
  const last = new Map(steps.map((step) => [step.step, step.outcome]));
  const count = (outcome: RecordedStep["outcome"]) =>
    [...last.values()].filter((one) => one === outcome).length;
  const parts = [`${count("done")} done`];
  if (count("failed") > 0) parts.push(`${count("failed")} failed`);
  if (count("open") > 0) parts.push(`${count("open")} open`);
  return parts.join(", ");
}
