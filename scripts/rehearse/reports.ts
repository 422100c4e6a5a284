import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Rehearsal } from "./rehearsal.ts";
import { htmlReport } from "./report-html.ts";
import { junitReport } from "./report-junit.ts";
import { textReport } from "./report-text.ts";

/** Every report by its file name. */
const reports: Readonly<Record<string, (rehearsal: Rehearsal) => string>> = {
  "rehearsal.html": htmlReport,
  "rehearsal.txt": textReport,
  "rehearsal.json": jsonReport,
  "junit.xml": junitReport,
};

/** Writes all reports to `folder`, which is made where it is not there. */
export async function writeReports(rehearsal: Rehearsal, folder: string): Promise<void> {
  // A report has terminal output in it: it is as private as the take.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, report] of Object.entries(reports))
    await writeFile(join(folder, name), report(rehearsal));
}

export function jsonReport(rehearsal: Rehearsal): string {
  return `${JSON.stringify(rehearsal, null, 2)}\n`;
}
