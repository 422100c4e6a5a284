import type { PageStep } from "#core/deck/page.ts";
import type { ShownStep } from "#core/show/state.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { commandOf } from "./moment.ts";
import type { NewsWords } from "./news-words.ts";
import { stepDetails, stepSays, type StepDetail } from "./step-words.ts";

/** A step in the list: its command, how it is, and below it what is to be read of its output. */
export class StepRow {
  readonly element: HTMLElement;
  readonly #strings: Strings;
  readonly #words: NewsWords;
  readonly #says = element("span", "panes-says");
  readonly #details = element("dl", "panes-details");
  #detailed = "";

  constructor(step: PageStep, strings: Strings, words: NewsWords) {
    this.#strings = strings;
    this.#words = words;
    this.element = element(
      "li",
      "panes-step",
      element("code", "", commandOf(step)),
      this.#says,
      this.#details,
    );
    this.element.dataset.step = step.id;
    this.#details.hidden = true;
  }

  show(shown: ShownStep | null, isNext: boolean): void {
    this.element.dataset.at = shown?.at ?? "idle";
    this.element.dataset.seen = shown?.seen?.as ?? "";
    this.element.classList.toggle("next", isNext);
    setText(this.#says, stepSays(shown, this.#strings, this.#words));
    this.#showDetails(stepDetails(shown, this.#strings, this.#words));
  }

  /** Made anew only for other ones, so that what is being read or selected stays. */
  #showDetails(details: readonly StepDetail[]): void {
    const detailed = JSON.stringify(details);
    if (detailed === this.#detailed) return;
    this.#detailed = detailed;
    this.#details.hidden = details.length === 0;
    this.#details.replaceChildren(
      ...details.map(({ name, text }) =>
        element("div", "", ...(name === "" ? [] : [element("dt", "", name)]), element("dd", "", text)),
      ),
    );
    // What has just come up is seen without a hand on the list.
    if (details.length > 0) this.element.scrollIntoView({ block: "nearest" });
  }
}
