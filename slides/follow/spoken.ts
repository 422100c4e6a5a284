import type { PageDeck } from "#core/deck/page.ts";
import type { StepId } from "#core/ids.ts";
import type { StepState } from "#core/steps/machine.ts";
import type { Source } from "../sources/source.ts";
import { element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import type { FollowWords } from "./words.ts";

/** Tells a screen reader what is new: the slide, how a step has ended, that the screen is black. Once each. */
export class Spoken {
  readonly element = element("p", "spoken");
  readonly #page: PageDeck;
  readonly #strings: Strings;
  readonly #words: FollowWords;
  /** Steps that were over when they were looked at last. */
  readonly #over = new Map<StepId, StepState["at"]>();
  #slide = -1;
  #isBlack = false;

  constructor(page: PageDeck, strings: Strings, words: FollowWords) {
    this.#page = page;
    this.#strings = strings;
    this.#words = words;
    this.element.setAttribute("role", "status");
  }

  look(slide: number, isBlack: boolean, source: Source | null): void {
    const news: string[] = [];
    const isNew = slide !== this.#slide;
    if (isNew) {
      const { slides } = this.#page;
      news.push(this.#words.place(slide + 1, slides.length, slides[slide]?.title ?? ""));
    }
    if (isBlack && !this.#isBlack) news.push(this.#words.black);
    this.#slide = slide;
    this.#isBlack = isBlack;
    for (const step of this.#page.slides[slide]?.scenes.flatMap(({ steps }) => steps) ?? []) {
      const state = source?.step(step.id);
      const before = this.#over.get(step.id);
      if (!state || state.at === before) continue;
      this.#over.set(step.id, state.at);
      // What had ended before the slide came is no news.
      const ended = isNew ? "" : this.#ended(step.lines[0] ?? step.id, state);
      if (ended !== "") news.push(ended);
    }
    if (news.length > 0) this.element.textContent = news.join(" ");
  }

  #ended(command: string, state: StepState): string {
    if (state.at === "done") return this.#words.stepDone(command);
    return state.at === "failed" ? this.#words.stepFailed(command, this.#strings.failure(state.why)) : "";
  }
}
