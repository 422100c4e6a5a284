import type { PaneId, StepId } from "../ids.ts";
import type { ShownPane, ShownStep, ShowState } from "./state.ts";

/** What viewers are told of a show: all but what the presenter alone is asked or warned of. */
export function forViewers(show: ShowState): ShowState {
  const panes: Record<PaneId, ShownPane> = {};
  for (const [name, pane] of Object.entries(show.panes) as [PaneId, ShownPane][]) {
    panes[name] = { ...pane, at: pane.at === "unknownHost" ? "opening" : pane.at, asks: null };
  }
  const steps: Record<StepId, ShownStep> = {};
  for (const [name, step] of Object.entries(show.steps) as [StepId, ShownStep][]) {
    const { seen, ...rest } = step;
    steps[name] = seen ? rest : step;
  }
  const { leader, revision, language, place, next, clock } = show;
  return { leader, revision, language, place, panes, steps, next, clock };
}
