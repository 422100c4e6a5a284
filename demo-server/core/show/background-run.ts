import type { Epoch } from "../ids.ts";
import type { Size } from "../protocol/messages.ts";
import { rulesToFit, squeezedMs } from "../takes/squeeze.ts";

/** What a background step has printed so far, for a window that reveals it. */
export interface BackgroundRun extends Size {
  readonly epoch: Epoch;
  /** Draws the screen that the step found, on a terminal that was reset. */
  readonly screen: string;
  /** In time order. */
  readonly chunks: readonly RunChunk[];
  /** So many of the chunks are its command line. */
  readonly typed: number;
  /** The offset behind the last chunk; null where drawing them does not give the shell's own screen. */
  readonly end: number | null;
}

/** A tuple, because there may be thousands of them. */
export type RunChunk = readonly [atMs: number, text: string];

/** The whole of a reveal takes no longer than this, however long the run was. */
export const REVEAL_MS = 3500;
/** So much of that, at most, the command line is typed. */
export const TYPING_MS = 1000;
const KEYSTROKE_MS = 35;

/** The run squeezed into a few seconds, in the same order: its command line is typed, long silences are cut. Begins at 0. */
export function revealed({ chunks, typed }: Pick<BackgroundRun, "chunks" | "typed">): RunChunk[] {
  const line = chunks.slice(0, typed).map(([, text]) => text);
  const { keys, typedMs } = keystrokesOf(line.join(""), TYPING_MS);
  const printed = chunks.slice(typed);
  const silencesMs = printed.map(([atMs], index) => atMs - (chunks[typed + index - 1]?.[0] ?? atMs));
  const rules = rulesToFit(silencesMs, REVEAL_MS - typedMs);
  let dueMs = typedMs;
  const printing = printed.map(([, text], index): RunChunk => {
    dueMs += squeezedMs(silencesMs[index] ?? 0, rules);
    return [dueMs, text];
  });
  return [...keys, ...printing];
}

/** Text as it is typed from 0 on, and how long that takes: at most `limitMs`. */
export function keystrokesOf(text: string, limitMs: number): { keys: RunChunk[]; typedMs: number } {
  const characters = Array.from(text);
  const eachMs = Math.min(KEYSTROKE_MS, limitMs / Math.max(1, characters.length));
  const keys = characters.map((character, index): RunChunk => [index * eachMs, character]);
  return { keys, typedMs: characters.length * eachMs };
}
