import { element, setText } from "../ui/elements.ts";
import type { SpeakerStrings } from "./strings.ts";

/** A deck that reloads is away for less. */
const RELOAD_MS = 2500;
const SHOWN_MS = 6000;

/** Says that the deck is not heard, and what came of a press. */
export class Trouble {
  readonly element = element("section", "speaker-trouble");
  readonly #strings: SpeakerStrings;
  readonly #title = element("b", "");
  readonly #why = element("p", "");
  #awaySince: number | null = null;
  #told: { readonly text: string; readonly until: number } | null = null;

  constructor(strings: SpeakerStrings) {
    this.#strings = strings;
    this.element.setAttribute("role", "status");
    this.element.hidden = true;
    this.element.append(this.#title, this.#why);
  }

  /** One sentence, for some seconds. */
  tell(text: string): void {
    this.#told = { text, until: performance.now() + SHOWN_MS };
  }

  show(deckIsThere: boolean, wasHeard: boolean, now: number): void {
    this.#awaySince = deckIsThere ? null : (this.#awaySince ?? now);
    const isAway = this.#awaySince !== null && now - this.#awaySince > RELOAD_MS;
    const told = this.#told && now < this.#told.until ? this.#told.text : "";
    const seeks = !isAway && !wasHeard;
    this.element.hidden = !isAway && told === "" && !seeks;
    this.element.dataset.is = isAway ? "away" : "";
    setText(this.#title, isAway ? this.#strings.noDeck : "");
    setText(this.#why, isAway ? this.#strings.noDeckWhy : seeks ? this.#strings.waiting : told);
  }
}
