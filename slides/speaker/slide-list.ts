import type { PageDeck } from "#core/deck/page.ts";
import { button, element } from "../ui/elements.ts";
import { Sheet } from "./sheet.ts";

/** All slides by their titles, to go to one of them. */
export class SlideList {
  readonly #sheet: Sheet;
  readonly #goTo: (slide: number) => void;

  constructor(root: HTMLElement, title: string, goTo: (slide: number) => void) {
    this.#sheet = new Sheet(root, "slide-list", title);
    this.#goTo = goTo;
  }

  get open(): boolean {
    return this.#sheet.open;
  }

  close(): void {
    this.#sheet.close();
  }

  toggle(page: Pick<PageDeck, "slides">, at: number): void {
    if (this.open) {
      this.close();
      return;
    }
    const rows = page.slides.map(({ title }, slide) => {
      const row = button("slide-list-row", title === "" ? "…" : title, () => {
        this.close();
        this.#goTo(slide);
      });
      row.prepend(element("span", "slide-list-number", String(slide + 1)));
      if (slide === at) row.setAttribute("aria-current", "true");
      return row;
    });
    this.#sheet.show(element("div", "slide-list-rows", ...rows));
    rows[at]?.focus();
  }
}
