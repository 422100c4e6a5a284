import type { Whereabouts } from "./whereabouts.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { OtherLanguage } from "../ui/languages.ts";
import type { FollowWords } from "./words.ts";

export interface FollowBarActions {
  readonly look: (by: -1 | 1) => void;
  readonly back: () => void;
  readonly copy: () => void;
  readonly speak: (language: OtherLanguage) => void;
}

/** Beside the slides: where we are, the way back to the talk, and what a viewer can do. */
export class FollowBar {
  readonly element: HTMLElement;
  readonly #words: FollowWords;
  readonly #number = element("span", "follow-number");
  readonly #back: HTMLButtonElement;
  readonly #backAt = element("small", "");
  readonly #note = element("p", "follow-note");

  /** @param more what comes and goes as the presenter allows it. */
  constructor(
    words: FollowWords,
    languages: readonly OtherLanguage[],
    actions: FollowBarActions,
    more: readonly HTMLElement[],
  ) {
    this.#words = words;
    this.#back = button("follow-back", words.back, actions.back);
    this.#back.append(this.#backAt);
    this.#back.hidden = true;
    this.#note.setAttribute("role", "status");
    const moves = element(
      "div",
      "follow-moves",
      this.#move("‹", words.previous, () => actions.look(-1)),
      this.#number,
      this.#move("›", words.next, () => actions.look(1)),
    );
    const copy = button("follow-act follow-copy", words.copy, actions.copy);
    const speak = languages.map((language) => {
      const made = button("follow-act follow-language", language.name, () => actions.speak(language));
      made.lang = language.language;
      return made;
    });
    this.element = element("footer", "follow-bar", moves, this.#note, this.#back, ...more, copy, ...speak);
  }

  show(whereabouts: Whereabouts, slides: number, note: string): void {
    const { talk, isAround, slide } = whereabouts;
    setText(this.#number, `${slide + 1} / ${slides}`);
    this.#back.hidden = !isAround || talk === null;
    this.#back.classList.toggle("moved-on", whereabouts.hasMovedOn);
    if (talk) setText(this.#backAt, this.#words.talkAt(talk.slide + 1));
    this.element.classList.toggle("around", isAround && talk !== null);
    setText(this.#note, note);
  }

  #move(sign: string, label: string, act: () => void): HTMLButtonElement {
    const made = button("follow-move", sign, act);
    made.setAttribute("aria-label", label);
    return made;
  }
}
