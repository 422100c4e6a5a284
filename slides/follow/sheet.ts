import { button, element } from "../ui/elements.ts";

/** A sheet over the page, which keeps the focus until it is closed: by its button, Escape, or a touch beside it. */
export class Sheet {
  readonly element: HTMLDialogElement;
  readonly body = element("div", "sheet-body");

  constructor(title: string, close: string) {
    const heading = element("h2", "sheet-title", title);
    const head = element(
      "header",
      "sheet-head",
      heading,
      button("sheet-close", close, () => this.close()),
    );
    this.element = element("dialog", "sheet", head, this.body);
    // Where the focus goes first: the sheet's name is read, and no button is pressed by chance.
    heading.tabIndex = -1;
    heading.autofocus = true;
    heading.id = `sheet-${crypto.getRandomValues(new Uint32Array(1)).join("")}`;
    this.element.setAttribute("aria-labelledby", heading.id);
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.close();
    });
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  open(...content: Node[]): void {
    this.body.replaceChildren(...content);
    if (!this.isOpen) this.element.showModal();
  }

  close(): void {
    this.element.close();
  }
}
