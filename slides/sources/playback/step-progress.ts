import type { StepId } from "#core/ids.ts";
import { idle, type StepState } from "#core/steps/machine.ts";
import { bestRun } from "#core/takes/manifest.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import { outcomeOf } from "./outcome.ts";

/** How the steps of a replay stand. */
export class StepProgress {
  /** Steps that have happened where the deck stands, played or jumped over. */
  past: ReadonlySet<StepId> = new Set();
  readonly #playback: Pick<Playback, "steps">;
  /** Steps that were asked for in this window: they stay as they are wherever the deck goes. */
  readonly #asked = new Map<StepId, StepState>();

  constructor(playback: Pick<Playback, "steps">) {
    this.#playback = playback;
  }

  of(step: StepId): StepState {
    const asked = this.#asked.get(step);
    if (asked) return asked;
    const run = this.past.has(step) ? this.run(step) : undefined;
    return run ? outcomeOf(run) : idle;
  }

  set(step: StepId, state: StepState): void {
    this.#asked.set(step, state);
  }

  /** The run of the step that is shown. */
  run(step: StepId): PlaybackStep | undefined {
    return bestRun(this.#playback, step);
  }
}
