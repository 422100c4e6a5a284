import type { WindowId } from "#core/ids.ts";
import type { ShowPlace, ShowState } from "#core/show/state.ts";

/** What a deck might tell: nothing has happened yet but that it stands somewhere. */
export function madeState(leader: WindowId, revision: number, place: Partial<ShowPlace> = {}): ShowState {
  return {
    leader,
    revision,
    language: "en",
    place: { slide: 0, fragment: -1, shown: [], black: false, ...place },
    panes: {},
    steps: {},
    next: { will: "fragment" },
    clock: { ranMs: 0, runs: false },
  };
}
