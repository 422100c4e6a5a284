/**
 * The form of a take that a page plays: `playback.json` beside one folder of segments a pane. A segment begins with
 * a keyframe (the whole screen as text), so that a seek loads one file and writes keyframe and tail, wherever it is.
 * What is seen is written before that from a glimpse, which is nearer and shorter: it has no scrollback.
 * All times are milliseconds on the take's clock.
 */
import type { PaneId, TakeId, TalkId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import type { RecordedStep } from "./manifest.ts";

/** Raised whenever the files below change their form; a page refuses another one. */
export const PLAYBACK_VERSION = 3;

export interface Playback {
  readonly version: number;
  /** Hash of the take and of what compiled it: the same source needs no second compilation. */
  readonly source: string;
  readonly take: TakeId;
  readonly talk: TalkId;
  readonly title: string;
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly recordedOn: string;
  readonly durationMs: number;
  readonly panes: readonly PlaybackPane[];
  /** Absent where the take has no cluster, or one that could not be read. */
  readonly cluster?: PlaybackCluster;
  /** In the order in which they began; a step that was run again is there twice. */
  readonly steps: readonly PlaybackStep[];
  /** Panes, or a cluster, that could not be compiled, and why. */
  readonly problems: readonly Problem[];
}

export interface PlaybackPane {
  readonly pane: PaneId;
  readonly title: string;
  /** Folder of its segments, relative to `playback.json`. */
  readonly folder: string;
  readonly cols: number;
  readonly rows: number;
  /** Lines above the screen that keyframes carry; a terminal that shows them keeps as many. */
  readonly scrollback: number;
  readonly durationMs: number;
  /** In time order, never empty. */
  readonly segments: readonly SegmentEntry[];
}

/** The cluster's timeline: one file, gzip of `TimedChange[]` as JSON, in time order. */
export interface PlaybackCluster {
  /** Relative to `playback.json`. */
  readonly file: string;
  /** Size of the file as it is stored. */
  readonly bytes: number;
}

export interface SegmentEntry {
  /** File name in the pane's folder. */
  readonly file: string;
  /** Time of its keyframe: a position before it belongs to the segment before. */
  readonly startMs: number;
  /** Size of the file as it is stored (gzip). */
  readonly bytes: number;
}

/** A run of a step with the moments that a replay stops at. */
export interface PlaybackStep extends RecordedStep {
  /** The screen just before its first character. */
  readonly readyMs: number;
  /** Its end, or the recording's where the step was still open. */
  readonly stopMs: number;
  /** The last output that belongs to its end: the prompt often follows the end by a few milliseconds. */
  readonly settledMs: number;
}

/** One file: gzip of this as JSON. */
export interface Segment {
  readonly keyframe: Keyframe;
  /** In time order; what came at or before `startMs` is in the keyframe. */
  readonly events: readonly SegmentEvent[];
  /** In time order. None stands behind a change of the size, and none where keyframe and tail are short. */
  readonly glimpses: readonly Glimpse[];
}

export interface Keyframe {
  readonly cols: number;
  readonly rows: number;
  /** Draws the screen with its scrollback on a terminal that was reset. */
  readonly text: string;
}

/** The screen without its scrollback, in the keyframe's size. */
export interface Glimpse {
  /** So many of the segment's events have happened. */
  readonly after: number;
  /** Draws the screen on a terminal that was reset. */
  readonly text: string;
}

/** `[atMs, output]` or `[atMs, cols, rows]`. A tuple, because there are very many of them. */
export type SegmentEvent =
  readonly [atMs: number, output: string] | readonly [atMs: number, cols: number, rows: number];

export function isResize(event: SegmentEvent): event is readonly [number, number, number] {
  return event.length === 3;
}

/** Text for a terminal of one size; a drawing with a resize in it has several. */
export interface Stroke {
  readonly cols: number;
  readonly rows: number;
  readonly text: string;
}

/** What is written to a terminal after a reset so that it shows the pane at `ms`. */
export function drawingAt(segment: Segment, ms: number): Stroke[] {
  const { cols, rows, text } = segment.keyframe;
  return strokes({ cols, rows }, text, segment.events, -Infinity, ms);
}

/**
 * What is written to a terminal after a reset so that its screen is that of `ms`, without scrollback. Null where only
 * `drawingAt` will do: it is short, or the size changes on the way, which fetches lines out of the scrollback.
 */
export function glimpseAt({ keyframe, events, glimpses }: Segment, ms: number): Stroke | null {
  const next = events.findIndex(([atMs]) => atMs > ms);
  const happened = next < 0 ? events.length : next;
  const glimpse = glimpses.findLast(({ after }) => after <= happened);
  if (!glimpse) return null;
  const size = { cols: keyframe.cols, rows: keyframe.rows };
  const [stroke, ...more] = strokes(size, glimpse.text, events.slice(glimpse.after, happened), -Infinity, ms);
  return more.length === 0 ? (stroke ?? null) : null;
}

/** What is written besides to a terminal of this size that shows the pane at `fromMs`, to come to `toMs`. */
export function drawingBetween(
  segment: Segment,
  size: Pick<Stroke, "cols" | "rows">,
  fromMs: number,
  toMs: number,
): Stroke[] {
  return strokes(size, "", segment.events, fromMs, toMs);
}

function strokes(
  size: Pick<Stroke, "cols" | "rows">,
  head: string,
  events: readonly SegmentEvent[],
  afterMs: number,
  toMs: number,
): Stroke[] {
  const done: Stroke[] = [];
  let { cols, rows } = size;
  let texts = [head];
  for (const event of events) {
    if (event[0] <= afterMs) continue;
    if (event[0] > toMs) break;
    if (isResize(event)) {
      done.push({ cols, rows, text: texts.join("") });
      [, cols, rows] = event;
      texts = [];
    } else {
      texts.push(event[1]);
    }
  }
  return [...done, { cols, rows, text: texts.join("") }];
}

/** Index of the segment that draws the pane at `ms`. */
export function segmentAt(segments: readonly SegmentEntry[], ms: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.startMs ?? Infinity) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
