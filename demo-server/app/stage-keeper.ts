import { keepStep, type KeptStage, type KeptStep } from "#core/show/kept.ts";
import type { PaneId, StepId, TalkId } from "#core/ids.ts";
import type { Clock, Disposable, StageStore } from "./ports.ts";
import type { ShowDesk } from "./show-desk.ts";
import type { Stage } from "./stage.ts";

/** While nothing changes, what is kept says so often that the show still runs. */
const AGAIN_AFTER_MS = 60_000;

export interface StageKeeperParts {
  readonly talk: TalkId;
  readonly desk: ShowDesk;
  /** The talk's shells; null where nothing is live. */
  readonly stage: Stage | null;
  readonly store: StageStore;
  readonly clock: Clock;
}

/** Keeps the show on disk while it runs, so that the next server can go on where this one died. */
export class StageKeeper implements Disposable {
  readonly #parts: StageKeeperParts;
  readonly #listening: readonly (Disposable | undefined)[];
  #timer: Disposable | null = null;

  constructor(parts: StageKeeperParts) {
    this.#parts = parts;
    const save = (): void => this.#save();
    this.#listening = [
      parts.desk.listen({ shown: save, drivingChanged: save }),
      parts.stage?.listen({ paneChanged: save, stepChanged: save, clusterChanged: () => undefined }),
    ];
  }

  dispose(): void {
    this.#timer?.dispose();
    for (const one of this.#listening) one?.dispose();
  }

  #save(): void {
    const { store, clock } = this.#parts;
    store.save(this.#kept());
    this.#timer?.dispose();
    this.#timer = clock.after(AGAIN_AFTER_MS, () => this.#save());
  }

  #kept(): KeptStage {
    const { talk, desk, stage } = this.#parts;
    const { steps = {}, panes = {} } = stage?.view ?? {};
    return {
      talk,
      show: desk.state,
      lead: desk.driving.lead,
      steps: Object.fromEntries(
        Object.entries(steps).flatMap(([step, state]): [StepId, KeptStep][] => {
          const kept = keepStep(state);
          return kept ? [[step as StepId, kept]] : [];
        }),
      ),
      panes: Object.entries(panes).flatMap(([pane, { at }]) => (at === "closed" ? [] : [pane as PaneId])),
    };
  }
}
