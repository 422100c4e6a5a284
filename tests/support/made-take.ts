/** Takes on the disk, made by hand: for tests that need one without a live run. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { timelineLine, type TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import type { RecordedStep, TakeManifest } from "#core/takes/manifest.ts";

export interface MadePane {
  readonly pane: string;
  /** `[atMs, output]` or `[atMs, cols, rows]`, on the take's clock. */
  readonly events: readonly (readonly [number, string] | readonly [number, number, number])[];
  readonly cols?: number;
  readonly rows?: number;
}

/** A run of a step that went well, unless `more` says otherwise. */
export function run(
  step: string,
  pane: string,
  [startMs, enterMs, endMs]: readonly [number, number, number],
  more: Partial<RecordedStep> = {},
): RecordedStep {
  return {
    step: id(step),
    pane: id(pane),
    lines: [step],
    startMs,
    enterMs,
    endMs,
    status: 0,
    outcome: "done",
    ...more,
  };
}

export function madeManifest(
  panes: readonly MadePane[],
  steps: readonly RecordedStep[],
): Omit<TakeManifest, "cluster"> {
  const lastMs = panes.reduce((last, { events }) => Math.max(last, events.at(-1)?.[0] ?? 0), 0);
  return {
    version: 1,
    id: id("hello-20261123-101500"),
    talk: id("hello"),
    title: "Hello",
    language: "en",
    recordedAt: "2026-11-23T10:15:00.000Z",
    recordedOn: "Debian GNU/Linux 12",
    kuroko: "0.1.0",
    durationMs: lastMs,
    panes: panes.map(({ pane, cols = 80, rows = 24 }) => ({
      pane: id(pane),
      title: pane,
      file: `${pane}.cast`,
      startsAtMs: 0,
      cols,
      rows,
    })),
    steps,
  };
}

/** An asciicast v3. */
export function castText({ events, cols = 80, rows = 24 }: MadePane): string {
  let lastMs = 0;
  const lines = events.map((event) => {
    const interval = (event[0] - lastMs) / 1000;
    lastMs = event[0];
    return event.length === 3 ? [interval, "r", `${event[1]}x${event[2]}`] : [interval, "o", event[1]];
  });
  return [{ version: 3, term: { cols, rows } }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Writes a take as a live run leaves it; `timeline` is the cluster's, where there was one. */
export async function writeTake(
  folder: string,
  panes: readonly MadePane[],
  steps: readonly RecordedStep[],
  timeline: readonly TimedChange[] | null = null,
): Promise<TakeManifest> {
  const manifest: TakeManifest = {
    ...madeManifest(panes, steps),
    ...(timeline ? { cluster: { source: "fleet", file: "cluster.jsonl" } } : {}),
  };
  await mkdir(folder, { recursive: true });
  for (const pane of panes) await writeFile(join(folder, `${pane.pane}.cast`), castText(pane));
  if (timeline) await writeFile(join(folder, "cluster.jsonl"), timeline.map(timelineLine).join(""));
  await writeFile(join(folder, "take.json"), JSON.stringify(manifest));
  return manifest;
}
