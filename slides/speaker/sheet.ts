import { button, element } from "../ui/elements.ts";

/** A dialog with a title before the speaker window; Esc and a button close it. */
export class Sheet {
  readonly #root: HTMLElement;
  readonly #name: string;
  readonly #title: string;
  #shown: HTMLDialogElement | null = null;

  /** @param name its class, and the beginning of its title's id. */
  constructor(root: HTMLElement, name: string, title: string) {
    this.#root = root;
    this.#name = name;
    this.#title = title;
  }

  get open(): boolean {
    return this.#shown !== null;
  }

  close(): void {
    this.#shown?.close();
    this.#shown?.remove();
    this.#shown = null;
  }

  show(content: HTMLElement): HTMLDialogElement {
    this.close();
    const heading = element("h2", "", this.#title);
    heading.id = `${this.#name}-title`;
    const closing = button("help-close", "Esc", () => this.close());
    const dialog = element("dialog", this.#name, element("header", "", heading, closing), content);
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.addEventListener("close", () => this.close());
    this.#root.append(dialog);
    this.#shown = dialog;
    dialog.showModal();
    return dialog;
  }
}
