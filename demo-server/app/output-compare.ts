import type { KeptOutput } from "#core/compare/kept-output.ts";
import { compareRules, learnedFrom, type LearnedOutputs } from "#core/compare/learn.ts";
import { seenAs, type Seen } from "#core/compare/seen.ts";
import type { Deck, Step } from "#core/deck/model.ts";
import type { StepId } from "#core/ids.ts";

/** Compares what the steps print on stage with what they printed in the understudy. */
export class OutputCompare {
  readonly #learn: (deck: Deck) => Promise<LearnedOutputs>;
  readonly #seen = new Map<StepId, Seen>();
  #deck: Deck;
  #learned: Promise<LearnedOutputs> | null = null;

  constructor(deck: Deck, learn: (deck: Deck) => Promise<LearnedOutputs>) {
    this.#deck = deck;
    this.#learn = learn;
  }

  /** How the newest runs of the steps compare. */
  get seen(): ReadonlyMap<StepId, Seen> {
    return this.#seen;
  }

  /** The talk was edited: it may compare by other rules. */
  update(deck: Deck): void {
    if (JSON.stringify(deck.compare) !== JSON.stringify(this.#deck.compare)) this.#learned = null;
    this.#deck = deck;
  }

  /** The step begins anew: what was seen of it is over. */
  forget(step: StepId): void {
    this.#seen.delete(step);
  }

  /** Null where there is nothing to compare with. */
  async look(step: Step, output: KeptOutput): Promise<Seen | null> {
    if (step.compare === "off") return null;
    this.#learned ??= this.#learn(this.#deck).catch(() => new Map());
    const learned = (await this.#learned).get(step.id);
    if (!learned) return null;
    const seen = seenAs(learned, learnedFrom(output, compareRules(this.#deck.compare)), step.compare);
    this.#seen.set(step.id, seen);
    return seen;
  }
}
