import type { Clock } from "../playback/performance.ts";
import type { Disposable, Source } from "../source.ts";

/** A shorter absence is no reason to ask for the understudy. */
const GONE_AFTER_MS = 1200;

/** Tells a server that is gone from one that only stumbled. */
export class ServerWatch {
  readonly #live: Source;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #heard = false;
  #timer: Disposable | null = null;
  #gone = false;

  constructor(live: Source, clock: Clock, changed: () => void) {
    this.#live = live;
    this.#clock = clock;
    this.#changed = changed;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** The live source has changed. */
  look(): void {
    if (this.#live.connected) {
      this.#heard = true;
      this.#gone = false;
      this.#timer?.dispose();
      this.#timer = null;
    } else if (this.#heard && !this.#gone) {
      this.#timer ??= this.#clock.after(GONE_AFTER_MS, () => {
        this.#timer = null;
        this.#gone = true;
        this.#changed();
      });
    }
  }
}
