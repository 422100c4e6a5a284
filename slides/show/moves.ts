import type { Deck } from "../deck/deck.ts";
import type { OtherLanguage } from "../ui/languages.ts";

/** How keys move through the talk. On a black screen they only bring it back; in the overview they go by slides. */
export class Moves {
  readonly #deck: Deck;
  readonly #next: () => void;
  readonly #jumpTo: string;

  /**
   * @param next what the next-key does on a slide that is shown.
   * @param jumpTo what the box of the jump key asks for.
   */
  constructor(deck: Deck, next: () => void, jumpTo: string) {
    this.#deck = deck;
    this.#next = next;
    this.#jumpTo = jumpTo;
  }

  forward(): void {
    if (this.#deck.reveal.isPaused()) this.#deck.reveal.togglePause(false);
    else if (this.#deck.overview) this.bySlide(1);
    else this.#next();
  }

  back(): void {
    if (this.#deck.reveal.isPaused()) this.#deck.reveal.togglePause(false);
    else if (this.#deck.overview) this.bySlide(-1);
    else this.#deck.reveal.prev();
  }

  bySlide(by: number): void {
    const slides = this.#deck.reveal.getSlides();
    this.#toSlide(slides[slides.indexOf(this.#deck.slide) + by]);
  }

  toFirst(): void {
    this.#deck.reveal.slide(0, 0, -1);
  }

  toLast(): void {
    this.#toSlide(this.#deck.reveal.getSlides().at(-1));
  }

  /** By a key it asks for the number; a press from another window brings it, counted from 1. */
  jump(chord: string): void {
    if (/^\d+$/.test(chord)) this.#toSlide(this.#deck.reveal.getSlides()[Number(chord) - 1]);
    else this.#deck.jump(this.#jumpTo);
  }

  /** The same place of the talk in another language. Slides without an id are found by their number. */
  speak(language: OtherLanguage | undefined): boolean {
    if (!language) return false;
    const { h, v, f } = this.#deck.reveal.getIndices();
    const { id: named } = this.#deck.slide;
    const name = named === "" ? `${h}${v > 0 ? `/${v}` : ""}` : encodeURIComponent(named);
    const step = f >= 0 ? `/${f}` : "";
    location.assign(`${language.href}#/${name}${step}`);
    return true;
  }

  #toSlide(slide: HTMLElement | undefined): void {
    if (!slide) return;
    const { h, v } = this.#deck.reveal.getIndices(slide);
    this.#deck.reveal.slide(h, v);
  }
}
