import type { ActionName } from "#core/show/press.ts";
import type { ShowPlace } from "#core/show/state.ts";
import type { Deck } from "../deck/deck.ts";
import type { ShowLink } from "../link/link.ts";
import { button } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";

/** What a deck that only watches does itself: nothing that moves the show. */
const OWN: ReadonlySet<ActionName> = new Set<ActionName>([
  "takeOver",
  "bigger",
  "smaller",
  "resetType",
  "search",
  "copy",
  "choosePane",
  "fullscreen",
  "doctor",
  "speaker",
  "pairPhone",
  "unpair",
  "help",
]);

/** A deck beside the one that leads: it goes where that one is, runs nothing, and says how to take over. */
export class Watching {
  readonly #deck: Deck;
  readonly #link: ShowLink;
  readonly #note: HTMLElement;
  #followed: ShowPlace | null = null;

  constructor(root: HTMLElement, deck: Deck, link: ShowLink, strings: Strings) {
    this.#deck = deck;
    this.#link = link;
    this.#note = button("watch-note", strings.watching, () => void link.takeOver());
    root.append(this.#note);
    link.onChange(() => this.#follow());
    this.#follow();
  }

  /** Whether another deck leads, and keeps this action from this one. */
  forbids(action: ActionName): boolean {
    const forbidden = !this.#link.leads && !OWN.has(action);
    if (forbidden) this.#note.animate([{ scale: 1 }, { scale: 1.04 }, { scale: 1 }], 240);
    return forbidden;
  }

  #follow(): void {
    const { leads, heard } = this.#link;
    this.#note.hidden = leads;
    if (leads || !heard) this.#followed = null;
    else if (this.#followed !== heard.state.place) {
      this.#followed = heard.state.place;
      this.#deck.goTo(heard.state.place);
    }
  }
}
