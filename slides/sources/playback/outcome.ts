import type { Failure, StepState } from "#core/steps/machine.ts";
import type { PlaybackStep } from "#core/takes/playback.ts";

/** How a step stands after its recorded run. A step that the recording left running counts as done. */
export function outcomeOf(step: PlaybackStep): StepState {
  const ms = step.stopMs - (step.enterMs ?? step.startMs);
  if (step.outcome === "failed") return { at: "failed", why: failureOf(step), ms };
  return { at: "done", status: step.status, ms };
}

function failureOf({ status, failure }: PlaybackStep): Failure {
  if (status !== null && status !== 0) return { kind: "exit", status };
  return failure ?? { kind: "told", says: "failed" };
}
