import type { Step } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock } from "./ports.ts";
import { RunKeeper } from "./run-keeper.ts";

/** What the newest step of each pane has printed, where that is one that runs in the background. */
export class BackgroundRuns {
  readonly #clock: Clock;
  readonly #kept = new Map<PaneId, { readonly step: StepId; readonly keeper: RunKeeper }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** [P53] What the step has printed so far; null where that is not kept. */
  run(step: StepId): BackgroundRun | null {
    const kept = [...this.#kept.values()].find((one) => one.step === step);
    return kept?.keeper.run ?? null;
  }

  /** A step begins in its pane: what another one printed there is over. */
  begin(step: Step, session: PaneSession): void {
    this.forget(step.pane);
    if (step.background)
      this.#kept.set(step.pane, { step: step.id, keeper: new RunKeeper(session, this.#clock) });
  }

  entered(pane: PaneId): void {
    this.#kept.get(pane)?.keeper.entered();
  }

  /** Nothing more comes; what came can still be asked for. */
  settled(pane: PaneId): void {
    this.#kept.get(pane)?.keeper.dispose();
  }

  forget(pane: PaneId): void {
    this.settled(pane);
    this.#kept.delete(pane);
  }
}
