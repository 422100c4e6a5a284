import type { PaneId, StepId } from "#core/ids.ts";
import type { BusyStep } from "#core/steps/machine.ts";
import { isBusy } from "#core/steps/machine.ts";
import type { ShownPane, ShownStep, ShowState } from "#core/show/state.ts";
import type { Place, RecordedSource } from "../source.ts";
import type { HeardShow } from "./feed.ts";
import { stepStateOf } from "./state-of.ts";

/**
 * Plays the take beside the deck that leads, in this browser: what begins to play there is joined here, what is
 * finished early there is finished here, and a pane that is moved by hand there stands at the same moment here.
 */
export class TakeFollower {
  readonly #take: RecordedSource;
  /** What was followed last; null after the viewer has looked around. */
  #before: ShowState | null = null;

  constructor(take: RecordedSource) {
    this.#take = take;
  }

  follow(heard: HeardShow): void {
    const { show } = heard;
    const before = this.#before;
    if (show === before) return;
    this.#before = show;
    // As on the deck that leads: a step that plays is told before its place, which would show its end.
    for (const step of stepsOf(show)) this.#followStep(step, before?.steps[step], heard);
    const moved = !before || !isSamePlace(before.place, show.place);
    if (moved) this.#take.place(show.place);
    for (const [pane, { soughtMs }] of panesOf(show)) {
      const same = soughtMs === before?.panes[pane]?.soughtMs && !moved;
      if (soughtMs !== undefined && !same) void this.#take.seek(pane, soughtMs);
    }
  }

  /** Shows another place, with nothing on its way there. */
  look(place: Place): void {
    this.#before = null;
    this.#take.place(place);
  }

  #followStep(step: StepId, before: ShownStep | undefined, heard: HeardShow): void {
    const now = heard.show.steps[step];
    if (now?.by !== "take") return;
    const state = stepStateOf(now, heard.at);
    if (isBusy(state)) {
      if (!before || isAnotherRun(before, now)) this.#take.join(step, state);
    } else if (isBusy(this.#take.step(step))) void this.#take.moveOn(step);
  }
}

/** Whether `now`, which is busy, is not what `before` was on its way to. */
function isAnotherRun(before: ShownStep, now: ShownStep): boolean {
  if (before.by !== "take" || !isOnItsWay(before) || !isOnItsWay(now)) return true;
  if (before.at === now.at) return now.forMs < before.forMs;
  return before.at === "running";
}

function isOnItsWay(step: ShownStep): step is ShownStep & { readonly at: BusyStep["at"] } {
  return step.at === "typing" || step.at === "running";
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.slide === b.slide && a.shown.join("\n") === b.shown.join("\n");
}

function stepsOf({ steps }: ShowState): StepId[] {
  return Object.keys(steps) as StepId[];
}

function panesOf({ panes }: ShowState): [PaneId, ShownPane][] {
  return Object.entries(panes) as [PaneId, ShownPane][];
}
