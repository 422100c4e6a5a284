import type { ReplayRules } from "../deck/model.ts";

/** How long a replay waits where the recording was silent for `silenceMs`. Never negative: a clock may run back. */
export function squeezedMs(silenceMs: number, { longestPauseMs, speed }: ReplayRules): number {
  return Math.min(Math.max(0, silenceMs), longestPauseMs) / speed;
}
