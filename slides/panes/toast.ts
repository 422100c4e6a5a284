import { element, setText } from "../ui/elements.ts";

const SHOWN_MS = 4500;

/** One sentence at a time, at the foot of a pane. */
export class Toast {
  readonly element = element("p", "pane-toast");
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.setAttribute("role", "status");
  }

  show(text: string): void {
    clearTimeout(this.#timer);
    setText(this.element, text);
    this.element.classList.add("shown");
    this.#timer = setTimeout(() => this.element.classList.remove("shown"), SHOWN_MS);
  }
}
