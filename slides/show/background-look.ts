import { isBusy } from "#core/steps/machine.ts";
import type { BackgroundMark } from "../ui/background-mark.ts";
import type { BackgroundRun } from "./background.ts";

/** How often the time of what still runs is written anew. */
const TICK_MS = 1000;

/** Keeps the bar's mark of what runs in the background as it is. */
export class BackgroundLook {
  readonly #mark: BackgroundMark;
  readonly #runs: () => readonly BackgroundRun[];
  #ticking: ReturnType<typeof setTimeout> | undefined;

  constructor(mark: BackgroundMark, runs: () => readonly BackgroundRun[]) {
    this.#mark = mark;
    this.#runs = runs;
  }

  /** Something may have changed. */
  look(): void {
    clearTimeout(this.#ticking);
    const runs = this.#runs();
    this.#mark.show(runs);
    if (runs.some(({ state }) => isBusy(state))) this.#ticking = setTimeout(() => this.look(), TICK_MS);
  }
}
