import type { ReplayRules } from "../deck/model.ts";

/** Longer silences of a run that has to fit are cut to this: enough to see that something else comes. */
const FITTING_PAUSE_MS = 400;

/** How long a replay waits where the recording was silent for `silenceMs`. Never negative: a clock may run back. */
export function squeezedMs(silenceMs: number, { longestPauseMs, speed }: ReplayRules): number {
  return Math.min(Math.max(0, silenceMs), longestPauseMs) / speed;
}

/** By these rules a run with these silences takes no longer than `limitMs`. One that is short is not made faster. */
export function rulesToFit(silencesMs: readonly number[], limitMs: number): ReplayRules {
  const asItWas = { longestPauseMs: FITTING_PAUSE_MS, speed: 1 };
  const wholeMs = silencesMs.reduce((sum, silenceMs) => sum + squeezedMs(silenceMs, asItWas), 0);
  return { ...asItWas, speed: Math.max(1, wholeMs / limitMs) };
}
