import type { PageDeck } from "#core/deck/page.ts";
import { button, element } from "../ui/elements.ts";

/** All slides by their titles, to go to one of them. */
export class SlideList {
  readonly #root: HTMLElement;
  readonly #title: string;
  readonly #goTo: (slide: number) => void;
  #shown: HTMLDialogElement | null = null;

  constructor(root: HTMLElement, title: string, goTo: (slide: number) => void) {
    this.#root = root;
    this.#title = title;
    this.#goTo = goTo;
  }

  get open(): boolean {
    return this.#shown !== null;
  }

  close(): void {
    this.#shown?.close();
    this.#shown?.remove();
    this.#shown = null;
  }

  toggle(page: Pick<PageDeck, "slides">, at: number): void {
    if (this.#shown) {
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
    const dialog = element(
      "dialog",
      "slide-list",
      element(
        "header",
        "",
        element("h2", "", this.#title),
        button("help-close", "Esc", () => this.close()),
      ),
      element("div", "slide-list-rows", ...rows),
    );
    dialog.setAttribute("aria-label", this.#title);
    dialog.addEventListener("close", () => this.close());
    this.#root.append(dialog);
    this.#shown = dialog;
    dialog.showModal();
    rows[at]?.focus();
  }
}
