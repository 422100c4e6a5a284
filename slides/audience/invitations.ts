import "./audience.css";
import { element } from "../ui/elements.ts";
import { Invitation, type Invited } from "./invitation.ts";
import type { AudienceWords } from "./words.ts";

/** The invitations of a deck: on the slides that have one, and over any slide while the presenter wants it. */
export class Invitations {
  readonly #root: HTMLElement;
  readonly #words: AudienceWords;
  readonly #invited: () => Invited;
  readonly #onSlides = new Map<HTMLElement, Invitation>();
  readonly #over: Invitation;
  readonly #overlay: HTMLElement;

  constructor(root: HTMLElement, words: AudienceWords, invited: () => Invited) {
    this.#root = root;
    this.#words = words;
    this.#invited = invited;
    this.#over = new Invitation(words);
    this.#overlay = element("aside", "invitation-overlay", this.#over.element);
    this.#overlay.setAttribute("aria-label", words.invitation);
  }

  get isOver(): boolean {
    return this.#overlay.isConnected;
  }

  /** Fills the places that slides have for it, and says what is true now. */
  refresh(): void {
    const slots = new Set(this.#root.querySelectorAll<HTMLElement>(".audience-slot"));
    for (const slot of this.#onSlides.keys()) if (!slots.has(slot)) this.#onSlides.delete(slot);
    for (const slot of slots) {
      const known = this.#onSlides.get(slot) ?? new Invitation(this.#words);
      if (!this.#onSlides.has(slot)) slot.append(known.element);
      this.#onSlides.set(slot, known);
      known.show(this.#invited());
    }
    if (this.isOver) this.#over.show(this.#invited());
  }

  toggle(): void {
    if (this.isOver) this.#overlay.remove();
    else this.#root.append(this.#overlay);
    this.refresh();
  }

  close(): void {
    this.#overlay.remove();
  }
}
