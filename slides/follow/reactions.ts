import { Allowance } from "#core/allowance.ts";
import { reactions, type Reaction } from "#core/protocol/audience.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { FollowWords } from "./words.ts";

/** As the server takes them: what is more often would be lost there without a word. */
const rate = { burst: 4, perSecond: 1 };
const SAID_MS = 2000;

/** Five buttons for what the room sends up, behind one where there is little room. There while the presenter allows it. */
export class Reactions {
  readonly element: HTMLElement;
  readonly #words: FollowWords;
  readonly #send: (reaction: Reaction) => void;
  readonly #allowance = new Allowance(rate);
  readonly #said = element("span", "react-said");
  readonly #open: HTMLButtonElement;
  readonly #choice: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(words: FollowWords, send: (reaction: Reaction) => void) {
    this.#words = words;
    this.#send = send;
    this.#said.setAttribute("role", "status");
    const all = reactions.map((reaction) => {
      const made = button("react-one", reaction, () => this.#react(reaction, made));
      made.setAttribute("aria-label", words.reactions[reaction]);
      return made;
    });
    this.#choice = element("div", "react-choice", this.#said, ...all);
    this.#choice.setAttribute("role", "group");
    this.#choice.setAttribute("aria-label", words.react);
    this.#open = button("react-open", reactions[0], () => this.#unfold(!this.#isUnfolded));
    this.#open.setAttribute("aria-label", words.react);
    this.element = element("div", "react", this.#open, this.#choice);
    this.allowed = false;
    this.#unfold(false);
  }

  set allowed(allowed: boolean) {
    this.element.hidden = !allowed;
  }

  get #isUnfolded(): boolean {
    return this.#open.getAttribute("aria-expanded") === "true";
  }

  #unfold(unfolded: boolean): void {
    this.#open.setAttribute("aria-expanded", String(unfolded));
    this.#choice.classList.toggle("unfolded", unfolded);
  }

  #react(reaction: Reaction, pressed: HTMLElement): void {
    if (this.#allowance.take(performance.now())) {
      this.#send(reaction);
      pressed.animate([{ scale: 1 }, { scale: 1.25 }, { scale: 1 }], 240);
      this.#say("");
    } else this.#say(this.#words.oneMoment);
  }

  #say(text: string): void {
    clearTimeout(this.#timer);
    setText(this.#said, text);
    if (text !== "") this.#timer = setTimeout(() => setText(this.#said, ""), SAID_MS);
  }
}
