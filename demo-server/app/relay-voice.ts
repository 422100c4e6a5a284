import type { AudienceRules, QuestionAnswer, Reaction, ReactionCounts } from "#core/protocol/audience.ts";
import type { Voice, VoiceListener } from "./audience-source.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { Wire } from "./relay-wire.ts";

/** What a relay's viewers react is counted for so long, and said to the stage at once. [P42] */
const gatherMs = 500;

/** Hands on to the stage what a relay's viewers say to the presenter. */
export class RelayVoice implements Voice, Disposable {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #listeners = new Set<VoiceListener>();
  #rules: AudienceRules = { reactions: false, questions: false };
  #counts: ReactionCounts = {};
  #gathering: Disposable | null = null;

  constructor(wire: Wire, clock: Clock) {
    this.#wire = wire;
    this.#clock = clock;
  }

  get rules(): AudienceRules {
    return this.#rules;
  }

  /** What the presenter allows, as the stage said. */
  setRules(rules: AudienceRules): void {
    if (rules.reactions === this.#rules.reactions && rules.questions === this.#rules.questions) return;
    this.#rules = rules;
    for (const listener of this.#listeners) listener.allowed(rules);
  }

  /** What the whole audience reacted, as the stage counted it. */
  reacted(counts: ReactionCounts): void {
    for (const listener of this.#listeners) listener.reacted(counts);
  }

  react(reaction: Reaction, times: number): void {
    if (!this.#rules.reactions) return;
    this.#counts = { ...this.#counts, [reaction]: (this.#counts[reaction] ?? 0) + times };
    this.#gathering ??= this.#clock.after(gatherMs, () => {
      this.#gathering = null;
      this.#wire.say("react", this.#counts);
      this.#counts = {};
    });
  }

  /** The stage takes it if it has room; the viewer is not told if it has none. */
  question(text: string): QuestionAnswer {
    if (!this.#rules.questions) return { ok: false, why: "notAsked" };
    if (text.trim() === "") return { ok: false, why: "empty" };
    if (this.#wire.unsentBytes === Infinity) return { ok: false, why: "away" };
    this.#wire.say("question", text);
    return { ok: true };
  }

  listen(listener: VoiceListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#gathering?.dispose();
    this.#listeners.clear();
  }
}
