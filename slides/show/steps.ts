import type { StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { isBusy } from "#core/steps/machine.ts";
import type { NextPress } from "#core/show/state.ts";
import { sentence } from "#core/sentences.ts";
import type { Deck } from "../deck/deck.ts";
import { comingSteps, currentStep, placeOf, shownSteps, slideNumber } from "../deck/place.ts";
import type { Source } from "../sources/source.ts";

/** So long a step that was asked for counts as busy although the source has not said so yet. */
const ASKED_MS = 1000;
/** So often in a row a step is asked for before the next-key passes it over: a clicker alone must never be stuck. */
const MOST_REFUSALS = 2;

export interface StepsOptions {
  readonly deck: Deck;
  /** Hears what a source answered. */
  readonly answered: (step: StepId, answer: Answer) => void;
}

/** What the next-key does: moves the deck, and runs the step that it brought to light, or reveals what it has done. */
export class Steps {
  readonly #deck: Deck;
  readonly #answered: StepsOptions["answered"];
  readonly #asked = new Map<StepId, number>();
  /** How often in a row a step was refused. */
  readonly #refused = new Map<StepId, number>();
  #source: Source | null = null;

  constructor({ deck, answered }: StepsOptions) {
    this.#deck = deck;
    this.#answered = answered;
    deck.onMove(() => this.#place());
  }

  /** From now on steps run here; it is told at once where the deck stands. */
  use(source: Source | null): void {
    this.#source = source;
    this.#place();
  }

  get current(): StepId | null {
    return currentStep(this.#deck.slide);
  }

  /** What `next` would do now. */
  get nextPress(): NextPress {
    const step = this.current;
    if (step !== null && this.#isRevealing(step)) return { will: "finishTyping", step };
    if (step !== null && this.#isBusy(step))
      return { will: this.#source?.step(step).at === "running" ? "wait" : "finishTyping", step };
    if (step !== null && this.#isDue(step)) return { will: "run", step };
    const coming = comingSteps(this.#deck.slide);
    const idle = coming?.find((one) => this.#isIdle(one));
    if (idle !== undefined) return { will: "run", step: idle };
    const started = coming?.find((one) => this.#isStarted(one));
    if (started !== undefined) return { will: "reveal", step: started };
    if (coming) return { will: "fragment" };
    const [slide] = this.#deck.upcoming;
    return slide ? { will: "slide", slide: slideNumber(slide) } : { will: "end" };
  }

  /** A step that still types is completed, one that runs only pulses, one that was refused is tried again; else the deck goes on. */
  next(): void {
    const step = this.current;
    if (step !== null && this.#isRevealing(step)) this.#source?.reveals?.finish(step);
    else if (step !== null && (this.#isBusy(step) || this.#isDue(step)))
      this.#ask(step, (source) => source.next(step));
    else this.#advance();
  }

  /** Runs the current step again. False where no step is shown. */
  rerun(): boolean {
    const step = this.current ?? shownSteps(this.#deck.slide).at(-1);
    if (step === undefined) return false;
    this.#ask(step, (source) => source.rerun(step));
    return true;
  }

  /** Leaves a step that is busy to itself and goes on, as the next-key would have. */
  async moveOn(): Promise<void> {
    const step = this.current;
    const source = this.#source;
    if (step !== null && source && this.#isBusy(step)) {
      this.#asked.delete(step);
      const answer = await source.moveOn(step);
      this.#answered(step, answer);
      if (!answer.ok || this.current !== step) return;
    }
    this.#advance();
  }

  /** The source is told of a run before it is told of the place: a replay must not show the end of it first. */
  #advance(): void {
    const before = new Set(shownSteps(this.#deck.slide));
    const from = this.#deck.slide;
    this.#deck.moveThen(
      () => this.#deck.reveal.next(),
      () => {
        if (this.#deck.slide !== from) return;
        for (const step of shownSteps(this.#deck.slide)) {
          if (before.has(step)) continue;
          if (this.#isIdle(step)) this.#ask(step, (source) => source.next(step));
          else this.#source?.reveals?.reveal(step);
        }
      },
    );
  }

  #isStarted(step: StepId): boolean {
    return this.#source !== null && !this.#isIdle(step);
  }

  #isIdle(step: StepId): boolean {
    return this.#source?.step(step).at === "idle";
  }

  /** Begun in the background, and shown in short now. */
  #isRevealing(step: StepId): boolean {
    return this.#source?.reveals?.isRevealing(step) === true;
  }

  /** Shown, but refused, and worth another try. */
  #isDue(step: StepId): boolean {
    const refusals = this.#refused.get(step) ?? 0;
    return refusals > 0 && refusals < MOST_REFUSALS && this.#isIdle(step);
  }

  #isBusy(step: StepId): boolean {
    const source = this.#source;
    if (!source) return false;
    const state = source.step(step);
    const asked = this.#asked.get(step);
    return (
      isBusy(state) || (state.at === "idle" && asked !== undefined && performance.now() - asked < ASKED_MS)
    );
  }

  #ask(step: StepId, ask: (source: Source) => Promise<Answer>): void {
    const source = this.#source;
    if (!source) return;
    const at = performance.now();
    this.#asked.set(step, at);
    void ask(source)
      .catch((error: unknown): Answer => ({ ok: false, why: sentence("deckFailed", { why: String(error) }) }))
      .then((answer) => {
        if (this.#asked.get(step) === at) this.#heard(step, answer);
        this.#answered(step, answer);
      });
  }

  /** Only the latest answer counts: two presses in a row were one wish. */
  #heard(step: StepId, answer: Answer): void {
    this.#asked.delete(step);
    if (answer.ok) this.#refused.delete(step);
    else this.#refused.set(step, (this.#refused.get(step) ?? 0) + 1);
  }

  #place(): void {
    this.#source?.place(placeOf(this.#deck.slide));
  }
}
