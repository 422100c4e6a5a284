import type { Invitations } from "../audience/invitations.ts";
import type { Rain } from "../audience/rain.ts";
import type { Deck } from "../deck/deck.ts";
import type { ShowLink } from "../link/link.ts";

interface Parts {
  readonly invitations: Invitations;
  readonly rain: Rain;
}

/** The room on the presenter's deck. Its code is loaded when a slide invites it, the presenter does, or it sends something up. */
export class Audience {
  readonly #root: HTMLElement;
  readonly #deck: Deck;
  readonly #language: string;
  readonly #own: (() => string) | null;
  #link: ShowLink | null = null;
  #loading: Promise<Parts> | null = null;
  #parts: Parts | null = null;

  /** @param own where the room is, for a page that has no link to tell it; else the page's own address is good enough. */
  constructor(root: HTMLElement, deck: Deck, language: string, own: (() => string) | null = null) {
    this.#root = root;
    this.#deck = deck;
    this.#language = language;
    this.#own = own;
    deck.onMove(() => this.#look());
    this.#look();
  }

  /** The overlay covers the slides. */
  get isOver(): boolean {
    return this.#parts?.invitations.isOver ?? false;
  }

  join(link: ShowLink): void {
    this.#link = link;
    link.onChange(() => this.#parts?.invitations.refresh());
    link.onReactions((counts) => {
      if (link.leads) this.#use(({ rain }) => rain.fall(counts));
    });
    this.#parts?.invitations.refresh();
  }

  /** Shows the way in over any slide, and takes it away again. */
  toggle(): void {
    this.#use(({ invitations }) => invitations.toggle());
  }

  close(): void {
    this.#parts?.invitations.close();
  }

  #look(): void {
    const near = [this.#deck.slide, ...this.#deck.upcoming];
    if (near.some((section) => section.querySelector(".audience-slot:empty")))
      this.#use(({ invitations }) => invitations.refresh());
  }

  /** Without the server there is no code: the next time tries again. */
  #use(act: (parts: Parts) => void): void {
    this.#loading ??= this.#load();
    this.#loading.then(act, () => (this.#loading = null));
  }

  async #load(): Promise<Parts> {
    const [{ Invitations: Made }, { Rain: Fall }, { audienceWords }, { ownAddress }] = await Promise.all([
      import("../audience/invitations.ts"),
      import("../audience/rain.ts"),
      import("../audience/words.ts"),
      import("../audience/own-address.ts"),
    ]);
    const invitations = new Made(this.#root, audienceWords(this.#language), () => ({
      address: this.#link?.audienceUrl ?? this.#own?.() ?? ownAddress(location),
      viewers: this.#link?.viewers ?? null,
    }));
    const rain = new Fall();
    this.#root.append(rain.element);
    this.#parts = { invitations, rain };
    return this.#parts;
  }
}
