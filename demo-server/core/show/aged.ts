import type { StepId } from "../ids.ts";
import type { ShownStep, ShowState } from "./state.ts";

/** What a deck told `ms` ago, as it is by now: what is on its way has been so for longer. */
export function aged(show: ShowState, ms: number): ShowState {
  const steps: Record<StepId, ShownStep> = { ...show.steps };
  for (const [name, step] of Object.entries(steps) as [StepId, ShownStep][]) {
    if (step.at === "typing" || step.at === "running") steps[name] = { ...step, forMs: step.forMs + ms };
  }
  const { ranMs, runs } = show.clock;
  return { ...show, steps, clock: { ranMs: runs ? ranMs + ms : ranMs, runs } };
}
