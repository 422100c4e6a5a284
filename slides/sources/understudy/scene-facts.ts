import { stepsOf, type OnFail } from "#core/deck/model.ts";
import type { PageDeck, PageStep } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import { isBusy, type StepState } from "#core/steps/machine.ts";
import { happened } from "#core/takes/timeline.ts";
import type { Trouble, Unfit } from "#core/understudy/model.ts";
import type { Place, Source } from "../source.ts";

/** What is looked at to tell how the shells of a target are doing. */
export interface Scene {
  readonly page: PageDeck;
  readonly place: Place;
  /** All panes of the target. */
  readonly panes: ReadonlySet<PaneId>;
  readonly live: Source;
  /** The server has not been heard for a while. */
  readonly serverGone: boolean;
  /** Steps that the recording has played last. */
  readonly playedByTake: ReadonlySet<StepId>;
}

export interface Found {
  /** The same trouble has the same key each time it is looked for. */
  readonly key: string;
  readonly trouble: Trouble;
  readonly rule: OnFail;
}

/** What is wrong with the target's panes on this slide. */
export function troublesOf(scene: Scene): Found[] {
  const { place, live } = scene;
  const onSlide = panesOnSlide(scene);
  if (onSlide.length === 0) return [];
  const rule = ruleAtHand(scene);
  const server: Found[] = scene.serverGone ? [{ key: "server", trouble: { kind: "server" }, rule }] : [];
  const targets = onSlide.flatMap((pane): Found[] => {
    const { at } = live.pane(pane);
    if (at === "lost") return [{ key: `lost ${pane}`, trouble: { kind: "lost" }, rule }];
    return at === "stalled" ? [{ key: `silent ${pane}`, trouble: { kind: "silent" }, rule }] : [];
  });
  const shown = stepsOnSlide(scene).filter(({ id }) => place.shown.includes(id));
  const newest = onSlide.flatMap((pane) => shown.findLast((step) => step.pane === pane) ?? []);
  const steps = newest
    .filter(({ id }) => !scene.playedByTake.has(id))
    .flatMap((step) => failureOf(step, live.step(step.id)));
  return [...steps, ...targets, ...server];
}

/** The step that the understudy takes over: one that runs or has failed here, or was asked for and did not begin. */
export function stepToTakeOver(scene: Scene, asked: ReadonlySet<StepId>): StepId | null {
  const { place, live } = scene;
  const own = new Set(stepsOnSlide(scene).flatMap(({ id, pane }) => (scene.panes.has(pane) ? [id] : [])));
  const shown = place.shown.filter((step) => own.has(step) && !scene.playedByTake.has(step));
  const running = shown.findLast((step) => isBusy(live.step(step)));
  if (running !== undefined) return running;
  const last = shown.at(-1);
  if (last === undefined) return null;
  const { at } = live.step(last);
  return at === "failed" || (at === "idle" && asked.has(last)) ? last : null;
}

/** Why the shells cannot go on at this moment; null when they can. */
export function unfitness(scene: Scene): Unfit | null {
  const { live, page, panes } = scene;
  if (!live.connected) return "serverGone";
  const isOpen = (pane: PaneId): boolean => ["open", "closed"].includes(live.pane(pane).at);
  if (!panesOnSlide(scene).every(isOpen)) return "paneNotOpen";
  const runs = stepsOf(page).some(({ id, pane }) => panes.has(pane) && isBusy(live.step(id)));
  return runs ? "liveStepRuns" : null;
}

/** The step whose check says whether the shells are where the deck is: the last one that has happened and has a check. */
export function stepToCheck({ page, place, panes }: Pick<Scene, "page" | "place" | "panes">): StepId | null {
  const past = new Set(happened(page, place).map(({ step }) => step));
  const checked = stepsOf(page).filter(
    ({ id, pane, checksBack }) => checksBack === true && panes.has(pane) && past.has(id),
  );
  return checked.at(-1)?.id ?? null;
}

/** What has happened in these panes but was only played by the recording, in the order of the talk. */
export function skippedSteps({ page, place, panes, live, playedByTake }: Scene): StepId[] {
  return happened(page, place)
    .filter(({ pane, step }) => panes.has(pane) && playedByTake.has(step))
    .map(({ step }) => step)
    .filter((step) => live.step(step).at !== "done");
}

export function panesOnSlide({ page, place, panes }: Pick<Scene, "page" | "place" | "panes">): PaneId[] {
  const shown = page.slides[place.slide]?.scenes.map(({ pane }) => pane) ?? [];
  return [...new Set(shown)].filter((pane) => panes.has(pane));
}

function stepsOnSlide({ page, place }: Pick<Scene, "page" | "place">): readonly PageStep[] {
  return page.slides[place.slide]?.scenes.flatMap(({ steps }) => steps) ?? [];
}

function failureOf({ id, onFail }: PageStep, state: StepState): Found[] {
  // A step that was stopped was stopped by the presenter.
  if (state.at !== "failed" || state.why.kind === "cancelled") return [];
  return [{ key: `step ${id}`, trouble: { kind: "step", step: id, why: state.why }, rule: onFail }];
}

/** What the newest step here says about failing, or where none is shown the one that comes next. */
function ruleAtHand(scene: Scene): OnFail {
  const steps = stepsOnSlide(scene).filter(({ pane }) => scene.panes.has(pane));
  const last = steps.findLast(({ id }) => scene.place.shown.includes(id));
  return (last ?? steps[0])?.onFail ?? "ask";
}
