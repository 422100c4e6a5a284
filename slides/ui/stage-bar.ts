import { button, element, setText } from "./elements.ts";
import type { Strings } from "./strings.ts";

export interface StageBarActions {
  readonly back: () => void;
  readonly forward: () => void;
  readonly help: () => void;
}

/** The corner of the stage: where we are, and whether the server is heard. On a touch screen, two buttons as well. */
export class StageBar {
  readonly element: HTMLElement;
  readonly #number = element("span", "stage-number");
  readonly #trouble = element("span", "stage-trouble");

  constructor(strings: Strings, actions: StageBarActions) {
    const back = button("stage-move", "‹", actions.back);
    back.setAttribute("aria-label", strings.back);
    const forward = button("stage-move", "›", actions.forward);
    forward.setAttribute("aria-label", strings.forward);
    this.#trouble.setAttribute("role", "status");
    const help = button("stage-help", strings.helpHint, actions.help);
    this.element = element("footer", "stage-bar", this.#trouble, help, back, this.#number, forward);
  }

  place(slide: number, slides: number): void {
    setText(this.#number, `${slide} / ${slides}`);
    this.element.classList.toggle("at-start", slide === 1);
  }

  /** A sentence about the server, or "" when all is well. */
  trouble(text: string): void {
    setText(this.#trouble, text);
  }
}
