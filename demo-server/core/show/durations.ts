/** How long steps took in rehearsals and earlier shows, and what that means for the time that is left. */
import type { StepId } from "../ids.ts";
import type { RecordedStep } from "../takes/manifest.ts";

export interface UsualDuration {
  /** The middle one of all good runs, from Enter to the end. */
  readonly usualMs: number;
  readonly worstMs: number;
  readonly runs: number;
}

export type UsualDurations = Readonly<Record<StepId, UsualDuration>>;

/**
 * What is usual for each step, by the good runs of all takes that are given. Runs of another command line than `steps`
 * say are of another step by now.
 */
export function usualDurations(
  steps: readonly { readonly id: StepId; readonly lines: readonly string[] }[],
  takes: readonly { readonly steps: readonly RecordedStep[] }[],
): UsualDurations {
  const runs = takes.flatMap((take) => take.steps).filter(({ outcome }) => outcome === "done");
  return Object.fromEntries(
    steps.flatMap(({ id, lines }) => {
      const all = runs
        .filter(({ step, lines: ran }) => step === id && ran.join("\n") === lines.join("\n"))
        .flatMap(({ startMs, enterMs, endMs }) => (endMs === null ? [] : [endMs - (enterMs ?? startMs)]))
        .sort((a, b) => a - b);
      const usualMs = all[Math.floor((all.length - 1) / 2)];
      const worstMs = all.at(-1);
      if (usualMs === undefined || worstMs === undefined) return [];
      return [[id, { usualMs, worstMs, runs: all.length }] as const];
    }),
  );
}

/** `26 ms`, `0.4 s`, `40 s`, `2:10`: short times to a tenth, long ones as a clock shows them. */
export function formatMs(ms: number): string {
  if (ms < 95) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Whether even a slow run would fit into the time that is left. */
export function fits({ worstMs }: UsualDuration, leftMs: number): boolean {
  return worstMs <= leftMs;
}

/** `usually 40 s, at worst 65 s; you have 2:10`; without the last part where nobody counts the time. */
export function durationWords(usual: UsualDuration, leftMs: number | null, language: string): string {
  const words = /^ja\b/i.test(language) ? ja : en;
  const known = words.known(usual);
  if (leftMs === null) return known;
  if (leftMs < 0) return known + words.over(formatMs(-leftMs));
  return known + (fits(usual, leftMs) ? words.left : words.only)(formatMs(leftMs));
}

interface DurationWords {
  readonly known: (usual: UsualDuration) => string;
  readonly left: (time: string) => string;
  /** Of a time that may be too short. */
  readonly only: (time: string) => string;
  readonly over: (time: string) => string;
}

const en: DurationWords = {
  known: ({ usualMs, worstMs, runs }) =>
    runs === 1
      ? `last time ${formatMs(usualMs)}`
      : `usually ${formatMs(usualMs)}, at worst ${formatMs(worstMs)}`,
  left: (time) => `; you have ${time}`,
  only: (time) => `; you have only ${time}`,
  over: (time) => `; you are ${time} over`,
};

const ja: DurationWords = {
  known: ({ usualMs, worstMs, runs }) =>
    runs === 1 ? `前回 ${formatMs(usualMs)}` : `普段 ${formatMs(usualMs)}、最長 ${formatMs(worstMs)}`,
  left: (time) => `（残り ${time}）`,
  only: (time) => `（残りは ${time} だけ）`,
  over: (time) => `（${time} 超過）`,
};
