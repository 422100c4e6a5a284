/** A sheet of paper over the stage that asks or tells something; one at a time, and it has all keys. */
export interface Sheet {
  readonly element: HTMLElement;
  /** The element that has the focus at first. */
  readonly focus: HTMLElement;
  /** It was closed. */
  closed?(): void;
}

export class Sheets {
  readonly #root: HTMLElement;
  #dialog: HTMLDialogElement | null = null;
  #closed: () => void = () => undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  get open(): boolean {
    return this.#dialog !== null;
  }

  /** Shows what `make` makes, once its code is there; nothing where another one is open. */
  async show(make: (close: () => void) => Promise<Sheet>): Promise<void> {
    if (this.#dialog) return;
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    this.#dialog = dialog;
    try {
      const sheet = await make(() => this.close());
      if (this.#dialog !== dialog) return;
      this.#closed = () => sheet.closed?.();
      dialog.append(sheet.element);
      dialog.addEventListener("close", () => this.close());
      this.#root.append(dialog);
      dialog.showModal();
      sheet.focus.focus();
    } catch (error) {
      this.#dialog = null;
      throw error;
    }
  }

  /** While one is open no key means anything else. */
  takes(chord: string): boolean {
    if (!this.#dialog) return false;
    if (chord === "Escape") this.close();
    return true;
  }

  close(): void {
    const dialog = this.#dialog;
    if (!dialog) return;
    this.#dialog = null;
    dialog.remove();
    this.#closed();
    this.#closed = () => undefined;
  }
}
