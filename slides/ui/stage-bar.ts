import { BackgroundMark } from "./background-mark.ts";
import { button, element, setText } from "./elements.ts";
import type { OtherLanguage } from "./languages.ts";
import type { Strings } from "./strings.ts";

const TOLD_MS = 7000;

export interface StageBarActions {
  readonly back: () => void;
  readonly forward: () => void;
  readonly help: () => void;
  readonly speak: (language: OtherLanguage) => void;
}

/** Where the deck stands, for its stage bar. */
export interface StagePlace {
  /** From 1. */
  readonly slide: number;
  readonly slides: number;
  /** Whether it is a title slide, whose curtain hangs where the bar else is. */
  readonly curtain: boolean;
}

/**
 * The corner of the stage: where we are, and whether the server is heard. On the first slide also the way to the keys
 * and to other languages, on a touch screen two buttons.
 */
export class StageBar {
  readonly element: HTMLElement;
  readonly #number = element("span", "stage-number");
  readonly #trouble = element("span", "stage-trouble");
  readonly #told = element("span", "stage-told");
  readonly background: BackgroundMark;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(strings: Strings, languages: readonly OtherLanguage[], actions: StageBarActions) {
    const back = button("stage-move", "‹", actions.back);
    back.setAttribute("aria-label", strings.back);
    const forward = button("stage-move", "›", actions.forward);
    forward.setAttribute("aria-label", strings.forward);
    this.background = new BackgroundMark(strings);
    for (const says of [this.#trouble, this.#told]) says.setAttribute("role", "status");
    const help = button("stage-help", strings.helpHint, actions.help);
    const speak = languages.map((language) => languageButton(language, actions.speak));
    this.element = element(
      "footer",
      "stage-bar",
      this.#told,
      this.#trouble,
      this.background.element,
      help,
      ...speak,
      back,
      this.#number,
      forward,
    );
  }

  place({ slide, slides, curtain }: StagePlace): void {
    setText(this.#number, `${slide} / ${slides}`);
    this.element.classList.toggle("at-start", slide === 1);
    this.element.classList.toggle("beside-curtain", slide === 1 && curtain);
  }

  /** A sentence about the server, or "" when all is well. */
  trouble(text: string): void {
    setText(this.#trouble, text);
  }

  /** A sentence for the presenter, gone by itself. */
  tell(text: string): void {
    setText(this.#told, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => setText(this.#told, ""), TOLD_MS);
  }
}

function languageButton(language: OtherLanguage, speak: StageBarActions["speak"]): HTMLButtonElement {
  const made = button("stage-language", language.name, () => speak(language));
  made.lang = language.language;
  return made;
}
