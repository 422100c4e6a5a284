import type { PageDeck } from "#core/deck/page.ts";
import type { ShowState } from "#core/show/state.ts";
import { durationWords, fits } from "#core/show/durations.ts";
import { element, setText } from "../ui/elements.ts";
import { nextWords } from "./next-words.ts";
import type { SlideTexts } from "./slide-texts.ts";
import type { SpeakerStrings } from "./strings.ts";

/** What the next-key will do, in large type. */
export class NextCard {
  readonly element: HTMLElement;
  readonly #page: PageDeck;
  readonly #texts: SlideTexts;
  readonly #strings: SpeakerStrings;
  readonly #verb = element("span", "next-verb");
  readonly #what = element("b", "next-what");
  readonly #usual = element("p", "next-usual");

  constructor(page: PageDeck, texts: SlideTexts, strings: SpeakerStrings) {
    this.#page = page;
    this.#texts = texts;
    this.#strings = strings;
    this.element = element(
      "section",
      "next-card",
      element("p", "next-head", element("span", "next-name", strings.nextKey), this.#verb),
      this.#what,
      this.#usual,
    );
  }

  /** @param leftMs what is left for this part of the talk; null where no plan says. */
  show({ place, next }: ShowState, leftMs: number | null): void {
    const nextPoint = next.will === "fragment" ? this.#texts.nextPoint(place.slide, place.fragment) : "";
    const words = nextWords({ page: this.#page, next, nextPoint }, this.#strings);
    setText(this.#verb, words.verb);
    setText(this.#what, words.what);
    this.#what.classList.toggle("command", words.isCommand);
    this.element.dataset.will = next.will;
    const usual = next.will === "run" ? this.#page.durations?.[next.step] : undefined;
    setText(this.#usual, usual ? durationWords(usual, leftMs, this.#page.head.language) : "");
    this.#usual.dataset.fits = usual && leftMs !== null && !fits(usual, leftMs) ? "no" : "";
  }

  /** Shows that the key was seen. */
  pulse(): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.element.animate([{ outlineColor: "var(--accent)" }, { outlineColor: "transparent" }], {
      duration: 420,
      easing: "ease-out",
    });
  }
}
