import type {
  AudienceRules,
  Question,
  QuestionAnswer,
  Reaction,
  ReactionCounts,
} from "#core/protocol/audience.ts";
import type { RoomVoice } from "#core/protocol/messages.ts";
import type { Voice, VoiceListener } from "./audience-source.ts";
import type { Clock, Disposable } from "./ports.ts";

/** No more than two messages a second, however many react. [P42] */
const gatherMs = 500;
/** More would be read by nobody. */
const mostQuestions = 100;

/** What would draw over, or turn around, the text beside it: control characters and changes of direction. */
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export interface PresenterListener extends VoiceListener {
  /** Questions came, or were put away, or the presenter allows more or less. */
  changed(heard: RoomVoice): void;
}

/** What viewers say to the presenter: reactions, which everybody sees, and questions, which only the presenter sees. */
export class AudienceVoice implements Voice, Disposable {
  readonly #clock: Clock;
  readonly #listeners = new Set<Partial<PresenterListener>>();
  #rules: AudienceRules;
  #questions: readonly Question[] = [];
  #asked = 0;
  #counts: ReactionCounts = {};
  #gathering: Disposable | null = null;

  constructor(clock: Clock, rules: AudienceRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  get rules(): AudienceRules {
    return this.#rules;
  }

  get heard(): RoomVoice {
    return { allows: this.#rules, questions: this.#questions };
  }

  /** The presenter allows more, or less. Questions that came already stay. */
  allow(rules: AudienceRules): void {
    this.#rules = rules;
    for (const listener of this.#listeners) {
      listener.allowed?.(rules);
      listener.changed?.(this.heard);
    }
  }

  react(reaction: Reaction, times: number): void {
    if (!this.#rules.reactions || times === 0) return;
    this.#counts = { ...this.#counts, [reaction]: (this.#counts[reaction] ?? 0) + times };
    this.#gathering ??= this.#clock.after(gatherMs, () => this.#tellReactions());
  }

  question(text: string): QuestionAnswer {
    if (!this.#rules.questions) return { ok: false, why: "notAsked" };
    const plain = text.replace(unprintable, " ").trim();
    if (plain === "") return { ok: false, why: "empty" };
    if (this.#questions.length >= mostQuestions) return { ok: false, why: "full" };
    this.#setQuestions([...this.#questions, { number: ++this.#asked, text: plain }]);
    return { ok: true };
  }

  /** The presenter has read it. */
  putAway(number: number): void {
    this.#setQuestions(this.#questions.filter((question) => question.number !== number));
  }

  listen(listener: Partial<PresenterListener>): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#gathering?.dispose();
    this.#listeners.clear();
  }

  #setQuestions(questions: readonly Question[]): void {
    this.#questions = questions;
    for (const listener of this.#listeners) listener.changed?.(this.heard);
  }

  #tellReactions(): void {
    const counts = this.#counts;
    this.#counts = {};
    this.#gathering = null;
    for (const listener of this.#listeners) listener.reacted?.(counts);
  }
}
