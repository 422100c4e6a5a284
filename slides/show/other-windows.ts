import type { PaneId, StepId } from "#core/ids.ts";
import type { ActionName } from "#core/show/press.ts";
import type { ShownPane, ShownStep } from "#core/show/state.ts";
import type { Deck } from "../deck/deck.ts";
import type { ShowLink } from "../link/link.ts";
import type { Understudy } from "../sources/source.ts";
import type { Strings } from "../ui/strings.ts";
import type { Told } from "./show-state.ts";
import { Teller } from "./teller.ts";
import { Watching } from "./watching.ts";

export interface OtherWindowsParts {
  readonly root: HTMLElement;
  readonly deck: Deck;
  readonly strings: Strings;
  readonly link: ShowLink;
  readonly told: () => Told;
  readonly understudy: () => Understudy | null;
}

/** This deck among the other windows of the show: it leads them and tells them, or watches another deck. */
export class OtherWindows {
  readonly #link: ShowLink;
  readonly #understudy: () => Understudy | null;
  readonly #watching: Watching;
  readonly #teller: Teller;
  #led = false;

  /** @param isPlaced whether the deck's own address said where to stand; else it goes on where the show was. */
  constructor({ root, deck, strings, link, told, understudy }: OtherWindowsParts, isPlaced: boolean) {
    this.#link = link;
    this.#understudy = understudy;
    if (!isPlaced && link.heard) deck.goTo(link.heard.state.place);
    this.#watching = new Watching(root, deck, link, strings);
    this.#teller = new Teller(link, told);
    this.resume();
    // What was resumed is told too.
    this.#teller.look();
    link.onChange(() => {
      if (link.leads && !this.#led) this.resume();
      this.#led = link.leads;
    });
  }

  /** Whether another deck leads, and keeps this action from this one. */
  forbids(action: ActionName): boolean {
    return this.#watching.forbids(action);
  }

  /** Something that the others are told may have changed. */
  look(): void {
    this.#teller.look();
  }

  /** Goes on as the deck that led before, be it this one before it was loaded again: what it played is recorded here too. */
  resume(): void {
    const heard = this.#link.heard?.state;
    if (!heard) return;
    this.#understudy()?.resume(
      playedByTake<PaneId, ShownPane>(heard.panes),
      playedByTake<StepId, ShownStep>(heard.steps),
    );
  }
}

function playedByTake<Id extends string, Shown extends { readonly by: "shell" | "take" }>(
  shown: Readonly<Record<Id, Shown>>,
): Id[] {
  return (Object.entries(shown) as [Id, Shown][]).filter(([, { by }]) => by === "take").map(([id]) => id);
}
