import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import headless from "@xterm/headless";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import { compilePlayback } from "#server/adapters/takes/compile.ts";
import { cutRecording } from "#server/adapters/takes/keyframes.ts";
import { id } from "#core/ids.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { longWork, type Work } from "./long-cast.ts";
import { lettersOf } from "./pages/replay.ts";

export interface LongTake {
  readonly durationMs: number;
  /** What may be on the screen at each of these moments, letters only. */
  readonly screensAt: (moments: readonly number[]) => Promise<Map<number, string[]>>;
}

export interface LongTakeSize {
  readonly minutes: number;
  readonly megabytes: number;
}

/**
 * Makes one long recording, and of it what each player plays: a compiled take for kuroko's page, an asciicast and
 * segments with snapshots for asciinema-player's. `scratch` takes what only the making needs.
 */
export async function makeLongTake(pages: string, scratch: string, size: LongTakeSize): Promise<LongTake> {
  const work = longWork(size);
  const cast = castOf(work);
  const take = join(scratch, "take");
  await mkdir(take, { recursive: true });
  await writeFile(join(take, "bench.cast"), cast);
  await writeFile(join(take, "take.json"), JSON.stringify(manifestOf(work)));
  await compilePlayback(take, join(pages, "recorded/take"));
  await mkdir(join(pages, "asciinema"), { recursive: true });
  await writeFile(join(pages, "asciinema/long.cast"), cast);
  await writeSegments(join(pages, "asciinema/segments"), work);
  return { durationMs: work.durationMs, screensAt: (moments) => screensAt(work, moments) };
}

/** An asciicast v3, without rounding of its own: all events of `work` are at whole milliseconds. */
function castOf({ cols, rows, events }: Work): string {
  let lastMs = 0;
  const lines = events.map((event) => {
    const interval = (event[0] - lastMs) / 1000;
    lastMs = event[0];
    return JSON.stringify([interval, "o", event[1]]);
  });
  return [JSON.stringify({ version: 3, term: { cols, rows } }), ...lines, ""].join("\n");
}

function manifestOf({ cols, rows, durationMs }: Work): TakeManifest {
  const pane = id<"pane">("bench");
  return {
    version: 1,
    id: id("bench-20261123-101500"),
    talk: id("bench"),
    title: "Benchmark",
    language: "en",
    recordedAt: "2026-11-23T10:15:00.000Z",
    recordedOn: "nowhere",
    kuroko: "0.1.0",
    durationMs,
    panes: [{ pane, title: "bench", file: "bench.cast", startsAtMs: 0, cols, rows }],
    steps: [],
  };
}

/** asciinema-player's segmented form: cut where kuroko cuts, with snapshots that carry no scrollback (it has none). */
async function writeSegments(folder: string, work: Work): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const rules = { scrollback: 0, screens: createHeadlessScreen };
  const segments = await cutRecording(work, work.events, rules);
  const index: { start: number; url: string }[] = [];
  let lastMs = -1;
  for (const [number, { keyframe, events }] of segments.entries()) {
    const told = events.map((event) => {
      // Segments may not share a moment.
      lastMs = Math.max(event[0], lastMs + 0.001);
      return [lastMs / 1000, "o", event[1]] as const;
    });
    const url = `${number}.json`;
    const { cols, rows, text } = keyframe;
    await writeFile(
      join(folder, url),
      JSON.stringify({ snapshot: { cols, rows, init: text }, events: told }),
    );
    index.push({ start: number === 0 ? 0 : (told[0]?.[0] ?? 0), url });
  }
  const { cols, rows } = work;
  const about = { version: 1, duration: lastMs / 1000, term: { cols, rows }, segments: index };
  await writeFile(join(folder, "index.json"), JSON.stringify(about));
}

/** A player may gather what comes within a frame, so the screens of a frame around the moment are right too. */
const gatheredMs = 20;

async function screensAt(work: Work, moments: readonly number[]): Promise<Map<number, string[]>> {
  const terminal = new headless.Terminal({
    cols: work.cols,
    rows: work.rows,
    scrollback: 0,
    allowProposedApi: true,
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  const found = new Map<number, string[]>();
  let next = 0;
  let gathered = "";
  const write = async (): Promise<void> => {
    const text = gathered;
    gathered = "";
    await new Promise<void>((resolve) => terminal.write(text, resolve));
  };
  for (const moment of [...new Set(moments)].sort((a, b) => a - b)) {
    const screens: string[] = [];
    for (let event = work.events[next]; event && event[0] <= moment + gatheredMs; event = work.events[next]) {
      if (event[0] > moment - gatheredMs) {
        await write();
        screens.push(lettersOf(shownOn(terminal)));
      }
      gathered += String(event[1]);
      next++;
    }
    await write();
    found.set(moment, [...screens, lettersOf(shownOn(terminal))]);
  }
  terminal.dispose();
  return found;
}

function shownOn(terminal: headless.Terminal): string {
  const { active } = terminal.buffer;
  return Array.from(
    { length: terminal.rows },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? "",
  ).join("");
}
