import { id } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { ActionName } from "#core/show/press.ts";
import { sentence } from "#core/sentences.ts";
import type { ShowLink } from "../link/link.ts";
import { randomName } from "../link/random-name.ts";

/** Asks the deck that leads for what a key or a button means, and tells what came of it. */
export class Pressing {
  readonly #link: ShowLink;
  readonly #answered: (action: ActionName, answer: Answer) => void;

  constructor(link: ShowLink, answered: (action: ActionName, answer: Answer) => void) {
    this.#link = link;
    this.#answered = answered;
  }

  press(action: ActionName, chord = ""): void {
    void this.#link
      .press({ request: id<"request">(randomName()), action, chord })
      .catch((error: unknown): Answer => ({ ok: false, why: sentence("deckFailed", { why: String(error) }) }))
      .then((answer) => this.#answered(action, answer));
  }
}
