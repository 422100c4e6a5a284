import type { PaneId } from "../ids.ts";
import type { ShownPane, ShowState } from "./state.ts";

/** What viewers are told of a show: all but what the presenter alone is asked. */
export function forViewers(show: ShowState): ShowState {
  const panes: Record<PaneId, ShownPane> = {};
  for (const [name, pane] of Object.entries(show.panes) as [PaneId, ShownPane][]) {
    panes[name] = { ...pane, at: pane.at === "unknownHost" ? "opening" : pane.at, asks: null };
  }
  return { ...show, panes };
}
