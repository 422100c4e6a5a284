import { OutputKeeper, type KeptOutput } from "#core/compare/kept-output.ts";
import type { Step } from "#core/deck/model.ts";
import type { Unmet } from "#core/steps/machine.ts";
import { createWatch, type Watch } from "#core/stream/expectations.ts";
import type { Clock, Disposable } from "./ports.ts";
import { Quiet } from "./quiet.ts";
import { Typist, type Keyboard } from "./typist.ts";

/** A step that holds its pane, from its first character until the prompt is back: its timers, and an eye on its output. */
export class StepRun implements Disposable {
  readonly step: Step;
  /** Enter was pressed for its last line. */
  entered = false;
  readonly #clock: Clock;
  /** Its screen has come to rest. */
  readonly #settled: () => void;
  #typist: Typist | null = null;
  #timeout: Disposable | null = null;
  #again: Disposable | null = null;
  #quiet: Quiet | null = null;
  #watch: Watch | null = null;
  #kept: OutputKeeper | null = null;
  /** What it has printed, of its last run; null while that goes on. */
  output: KeptOutput | null = null;

  constructor(step: Step, clock: Clock, settled: () => void) {
    this.step = step;
    this.#clock = clock;
    this.#settled = settled;
  }

  /** Types its lines; resolves after the last Enter. */
  type(keyboard: Keyboard, typing: Step["typing"]): Promise<void> {
    this.entered = false;
    this.#typist?.dispose();
    this.#typist = new Typist({ ...this.step, typing }, keyboard, this.#clock);
    return this.#typist.done;
  }

  hurry(): void {
    this.#typist?.hurry();
  }

  startTimeout(ms: number, then: () => void): void {
    this.#timeout = this.#clock.after(ms, then);
  }

  stopTimeout(): void {
    this.#timeout?.dispose();
  }

  runAgain(afterMs: number, then: () => void): void {
    this.#again = this.#clock.after(afterMs, then);
  }

  /** What is printed from now on is the command's. */
  beginsToPrint(): void {
    const { expect, settles } = this.step;
    this.#watch = createWatch(expect);
    this.#kept = new OutputKeeper();
    this.output = null;
    if (settles) this.#quiet = new Quiet(settles.afterMs, this.#clock, () => this.#look());
  }

  /** What was forbidden and printed. */
  printed(text: string): Unmet | null {
    this.#kept?.push(text);
    this.#quiet?.heard();
    return this.#watch?.push(text) ?? null;
  }

  /** The command is over: what it did not print. */
  ended(): Unmet | null {
    const unmet = this.#watch?.unmet() ?? null;
    this.#stopLooking();
    return unmet;
  }

  /** Whether every character it prints has to be seen. */
  get reads(): boolean {
    return this.#watch !== null && (!this.#watch.settled || this.#kept?.wants === true);
  }

  dispose(): void {
    this.#typist?.dispose();
    this.#timeout?.dispose();
    this.#again?.dispose();
    this.#stopLooking();
  }

  /** Nothing new came for a while. What is still missing may come. */
  #look(): void {
    if (!this.#watch || this.#watch.unmet() !== null) return;
    this.#stopLooking();
    this.#settled();
  }

  #stopLooking(): void {
    // The prompt that follows is not what it printed.
    this.output ??= this.#kept?.output ?? null;
    this.#kept = null;
    this.#quiet?.dispose();
    this.#quiet = null;
    this.#watch = null;
  }
}
