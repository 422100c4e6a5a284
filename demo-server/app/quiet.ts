import type { Clock, Disposable } from "./ports.ts";

/** Tells each time that nothing was heard for a while, after something was. One timer at a time, moved on by what is heard. */
export class Quiet implements Disposable {
  readonly #afterMs: number;
  readonly #clock: Clock;
  readonly #tell: () => void;
  #timer: Disposable | null = null;
  #heardAt = 0;

  constructor(afterMs: number, clock: Clock, tell: () => void) {
    this.#afterMs = afterMs;
    this.#clock = clock;
    this.#tell = tell;
  }

  heard(): void {
    this.#heardAt = this.#clock.now();
    this.#timer ??= this.#clock.after(this.#afterMs, () => this.#look());
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  #look(): void {
    const quietMs = this.#clock.now() - this.#heardAt;
    if (quietMs >= this.#afterMs) {
      this.#timer = null;
      this.#tell();
    } else {
      this.#timer = this.#clock.after(this.#afterMs - quietMs, () => this.#look());
    }
  }
}
