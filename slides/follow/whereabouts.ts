import type { PageDeck } from "#core/deck/page.ts";
import type { ShowPlace } from "#core/show/state.ts";
import type { Deck } from "../deck/deck.ts";
import { lastFragment, slideNumber } from "../deck/place.ts";
import type { FollowSource } from "../sources/follow/follow-source.ts";

/** Whether the viewer goes along with the talk, or looks around: on their own the whole slide is shown, and nothing runs. */
export class Whereabouts {
  readonly #deck: Deck;
  readonly #page: PageDeck;
  readonly #source: FollowSource | null;
  #talk: ShowPlace | null = null;
  #isAround = false;
  #hasMovedOn = false;

  constructor(deck: Deck, page: PageDeck, source: FollowSource | null) {
    this.#deck = deck;
    this.#page = page;
    this.#source = source;
  }

  /** Where the talk is; null before it begins. */
  get talk(): ShowPlace | null {
    return this.#talk;
  }

  get isAround(): boolean {
    return this.#isAround;
  }

  /** Whether the talk has gone to another slide since the viewer left it. */
  get hasMovedOn(): boolean {
    return this.#isAround && this.#hasMovedOn;
  }

  /** Slide that is shown, from 0. */
  get slide(): number {
    return slideNumber(this.#deck.slide);
  }

  /** The talk stands here now. */
  follow(place: ShowPlace): void {
    if (place.slide !== this.#talk?.slide) this.#hasMovedOn = true;
    this.#talk = place;
    if (!this.#isAround) this.#deck.goTo(place);
  }

  /** Shows another slide; the talk's own means to follow again. */
  look(slide: number): void {
    const { slides } = this.#page;
    const wanted = Math.min(Math.max(0, slide), slides.length - 1);
    if (wanted === this.#talk?.slide) {
      this.back();
      return;
    }
    if (!this.#isAround) this.#hasMovedOn = false;
    this.#isAround = true;
    const section = this.#deck.reveal.getSlides()[wanted];
    const steps = slides[wanted]?.scenes.flatMap((scene) => scene.steps.map((step) => step.id)) ?? [];
    const isPast = this.#talk !== null && wanted < this.#talk.slide;
    this.#deck.goTo({ slide: wanted, fragment: section ? lastFragment(section) : -1, black: false });
    this.#source?.lookAround({ slide: wanted, shown: isPast ? steps : [] });
  }

  /** Follows again. */
  back(): void {
    this.#isAround = false;
    if (this.#talk) this.#deck.goTo(this.#talk);
    this.#source?.lookAround(null);
  }
}
