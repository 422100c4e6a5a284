/** Makes of a take what a page plays: `playback.json` and a folder of segments for each pane. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";
import type { ScreenFactory } from "#server/app/ports.ts";
import type { PaneId } from "#core/ids.ts";
import type { Problem } from "#core/problem.ts";
import type { RecordedPane } from "#core/takes/manifest.ts";
import {
  PLAYBACK_VERSION,
  type Playback,
  type PlaybackPane,
  type Segment,
  type SegmentEvent,
} from "#core/takes/playback.ts";
import { timeSteps } from "#core/takes/timeline.ts";
import { parseCast, screenEvents } from "./events.ts";
import { compileCluster, readTimelineText, type TimelineText } from "./compile-cluster.ts";
import { replaceFolder } from "./folders.ts";
import { cutRecording } from "./keyframes.ts";
import { readCastText, readTake, TakeError, type Take } from "./read.ts";

/** Name of the table of contents; `PageDeck.understudy` is the folder that it lies in. */
export const PLAYBACK_FILE = "playback.json";

/** Raised when the same take compiles to something else, so that no old result is taken for a new one. */
const COMPILER = 3;
/** Each keyframe carries its scrollback: more of it makes every seek slower and every file larger. */
const MOST_SCROLLBACK = 1000;

export interface CompileOptions {
  /** Lines above the screen that each pane keeps; of more than 1000, and where it is not said, 1000. */
  readonly scrollback?: (pane: PaneId) => number | undefined;
  readonly screens?: ScreenFactory;
}

/**
 * Compiles the take in `takeFolder` to `outFolder`, which is replaced whole; nothing is done when it is up to date.
 * A pane that cannot be read is left out and told in `problems`. Rejects with a `TakeError` when the manifest
 * cannot be read.
 */
export async function compilePlayback(
  takeFolder: string,
  outFolder: string,
  { scrollback = () => undefined, screens = createHeadlessScreen }: CompileOptions = {},
): Promise<Playback> {
  const take = await readTake(takeFolder);
  const linesOf = (pane: PaneId) => Math.min(scrollback(pane) ?? MOST_SCROLLBACK, MOST_SCROLLBACK);
  const texts = await readTexts(take);
  const timeline = await readTimelineText(take);
  const source = hashOf(take, texts, timeline, linesOf);
  const before = await readPlayback(outFolder);
  if (before?.source === source) return before;
  const { recordings, problems } = parseTexts(take, texts);

  await mkdir(dirname(outFolder), { recursive: true });
  const draft = await mkdtemp(`${outFolder}.new-`);
  try {
    const panes: PlaybackPane[] = [];
    for (const [index, recording] of recordings.entries()) {
      panes.push(await compilePane(recording, draft, index, linesOf(recording.recorded.pane), screens));
    }
    const cluster = await compileCluster(timeline, draft, problems);
    const playback = { ...describe(take, source, recordings, panes, problems), ...cluster };
    await writeFile(join(draft, PLAYBACK_FILE), JSON.stringify(playback));
    await replaceFolder(draft, outFolder);
    return playback;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The table of contents in a folder that was compiled before; null where there is none of this version. */
export async function readPlayback(folder: string): Promise<Playback | null> {
  const text = await readFile(join(folder, PLAYBACK_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const playback = JSON.parse(text) as Playback;
    return playback.version === PLAYBACK_VERSION ? playback : null;
  } catch {
    return null;
  }
}

/** The text of a pane's cast, or why it cannot be had. */
interface RecordedText {
  readonly recorded: RecordedPane;
  readonly text: string;
  readonly error?: Error;
}

interface Recording {
  readonly recorded: RecordedPane;
  readonly cols: number;
  readonly rows: number;
  readonly events: readonly SegmentEvent[];
}

function readTexts(take: Take): Promise<RecordedText[]> {
  return Promise.all(
    take.manifest.panes.map((recorded) =>
      readCastText(take, recorded.pane).then(
        (text) => ({ recorded, text }),
        (error: unknown) => ({ recorded, text: "", error: asError(error) }),
      ),
    ),
  );
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function parseTexts(
  take: Take,
  texts: readonly RecordedText[],
): { recordings: Recording[]; problems: Problem[] } {
  const recordings: Recording[] = [];
  const problems: Problem[] = [];
  for (const { recorded, text, error } of texts) {
    try {
      if (error) throw error;
      const cast = parseCast(text);
      const events = screenEvents(cast, recorded.startsAtMs);
      recordings.push({ recorded, cols: cast.cols, rows: cast.rows, events });
    } catch (cause) {
      const { message } = asError(cause);
      const line = cause instanceof TakeError ? cause.line : 1;
      problems.push({ file: `${basename(take.folder)}/${recorded.file}`, line, message });
    }
  }
  return { recordings, problems };
}

async function compilePane(
  { recorded, cols, rows, events }: Recording,
  draft: string,
  index: number,
  scrollback: number,
  screens: ScreenFactory,
): Promise<PlaybackPane> {
  // The folder is a number: a pane's name may hold characters that a web server or a disk does not like.
  const folder = `p${index}`;
  await mkdir(join(draft, folder));
  const segments = await cutRecording({ cols, rows }, events, { scrollback, screens });
  const entries = [];
  let startMs = 0;
  for (const [number, segment] of segments.entries()) {
    const packed = gzipSync(JSON.stringify(segment));
    // No known extension: a server that sees ".gz" or ".json" may add an encoding of its own.
    const file = `${number}.seg`;
    await writeFile(join(draft, folder, file), packed);
    entries.push({ file, startMs, bytes: packed.length });
    startMs = lastMs(segment) ?? startMs;
  }
  return {
    pane: recorded.pane,
    title: recorded.title,
    folder,
    cols,
    rows,
    scrollback,
    durationMs: startMs,
    segments: entries,
  };
}

function lastMs(segment: Segment): number | undefined {
  return segment.events.at(-1)?.[0];
}

function describe(
  { manifest }: Take,
  source: string,
  recordings: readonly Recording[],
  panes: readonly PlaybackPane[],
  problems: readonly Problem[],
): Playback {
  const durationMs = Math.max(manifest.durationMs, ...panes.map((pane) => pane.durationMs));
  const eventsOf = (pane: PaneId) => recordings.find(({ recorded }) => recorded.pane === pane)?.events ?? [];
  return {
    version: PLAYBACK_VERSION,
    source,
    take: manifest.id,
    talk: manifest.talk,
    title: manifest.title,
    language: manifest.language,
    recordedAt: manifest.recordedAt,
    recordedOn: manifest.recordedOn,
    durationMs,
    panes,
    steps: timeSteps(manifest.steps, eventsOf, durationMs),
    problems,
  };
}

function hashOf(
  take: Take,
  texts: readonly RecordedText[],
  { text: timeline }: TimelineText,
  linesOf: (pane: PaneId) => number,
): string {
  const hash = createHash("sha256").update(JSON.stringify([COMPILER, PLAYBACK_VERSION, take.manifest]));
  hash.update(JSON.stringify([timeline?.length ?? null])).update(timeline ?? "");
  for (const { recorded, text } of texts) {
    hash.update(JSON.stringify([recorded.pane, linesOf(recorded.pane), text.length])).update(text);
  }
  return hash.digest("hex").slice(0, 32);
}
