import { button, element } from "../ui/elements.ts";
import type { SlideTexts } from "./slide-texts.ts";
import type { SpeakerStrings } from "./strings.ts";

/** Sizes of the type, in parts of its usual one. */
const sizes = [0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.4];
const USUAL = 3;
const KEPT_AS = "kuroko-notes-size";

/** The notes of the slide, in type of a size that the presenter chose once. */
export class Notes {
  readonly element: HTMLElement;
  readonly #text = element("div", "notes-text");
  readonly #texts: SlideTexts;
  readonly #none: string;
  #slide = -1;
  #size = keptSize();

  constructor(texts: SlideTexts, strings: SpeakerStrings) {
    this.#texts = texts;
    this.#none = strings.noNotes;
    const smaller = button("notes-size smaller", "A", () => this.#resize(-1));
    smaller.setAttribute("aria-label", strings.smaller);
    const bigger = button("notes-size bigger", "A", () => this.#resize(1));
    bigger.setAttribute("aria-label", strings.bigger);
    const title = element("h2", "", strings.notes);
    this.element = element(
      "section",
      "notes-panel",
      element("header", "", title, smaller, bigger),
      this.#text,
    );
    // Longer notes are scrolled by the keys of a reader, once they have the focus.
    this.#text.tabIndex = 0;
    this.#text.setAttribute("role", "region");
    this.#text.setAttribute("aria-label", strings.notes);
    this.#resize(0);
  }

  show(slide: number): void {
    if (slide === this.#slide) return;
    this.#slide = slide;
    this.#text.replaceChildren(this.#texts.notes(slide) ?? element("p", "notes-none", this.#none));
    this.#text.scrollTop = 0;
  }

  /** The talk was edited. */
  update(): void {
    const slide = this.#slide;
    this.#slide = -1;
    this.show(slide);
  }

  #resize(by: number): void {
    this.#size = Math.min(sizes.length - 1, Math.max(0, this.#size + by));
    this.#text.style.setProperty("--size", String(sizes[this.#size]));
    if (by !== 0) localStorage.setItem(KEPT_AS, String(this.#size));
  }
}

function keptSize(): number {
  const kept = localStorage.getItem(KEPT_AS);
  const size = Number(kept);
  return kept !== null && Number.isInteger(size) && sizes[size] !== undefined ? size : USUAL;
}
