import type { StepId } from "#core/ids.ts";
import { isBusy, type StepState } from "#core/steps/machine.ts";
import type { LiveSource } from "../source.ts";

/** Runs in the shells, behind the recording, what only the recording has played: in order, and until one fails. */
export class CatchUp {
  readonly #live: LiveSource;
  /** What is still to be run, in the order of the talk. */
  readonly #skipped: () => readonly StepId[];
  readonly #caughtUp: (step: StepId) => void;
  readonly #ended: (how: "done" | "failed") => void;
  #step: StepId | null = null;

  constructor(
    live: LiveSource,
    hears: {
      readonly skipped: () => readonly StepId[];
      readonly caughtUp: (step: StepId) => void;
      readonly ended: (how: "done" | "failed") => void;
    },
  ) {
    this.#live = live;
    this.#skipped = hears.skipped;
    this.#caughtUp = hears.caughtUp;
    this.#ended = hears.ended;
  }

  /** How many steps are still to be run; 0 while nothing is. */
  get left(): number {
    return this.#step === null ? 0 : this.#skipped().length;
  }

  /** False where there is nothing to run. While it runs, nothing is done twice. */
  start(): boolean {
    if (this.#step !== null) return true;
    const [first] = this.#skipped();
    if (first === undefined) return false;
    void this.#run(first).then(this.#ended);
    return true;
  }

  async #run(first: StepId): Promise<"done" | "failed"> {
    try {
      for (let step: StepId | undefined = first; step !== undefined; [step] = this.#skipped()) {
        this.#step = step;
        if (!isBusy(this.#live.step(step)) && !(await this.#live.catchUp(step)).ok) return "failed";
        if ((await this.#over(step)).at !== "done") return "failed";
        this.#caughtUp(step);
      }
      return "done";
    } finally {
      this.#step = null;
    }
  }

  /** Ends also when the server is gone: what it runs then is not known. */
  #over(step: StepId): Promise<StepState> {
    return new Promise((resolve) => {
      const look = (): void => {
        const state = this.#live.step(step);
        if (this.#live.connected && isBusy(state)) return;
        listening.dispose();
        resolve(this.#live.connected ? state : { at: "idle" });
      };
      const listening = this.#live.onChange(look);
      look();
    });
  }
}
