import { button, element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { keyTable, showChord, type KeyEntry } from "./table.ts";

/** The overlay that lists every key of the table. */
export class Help {
  readonly #root: HTMLElement;
  readonly #strings: Strings;
  #shown: HTMLDialogElement | null = null;

  constructor(root: HTMLElement, strings: Strings) {
    this.#root = root;
    this.#strings = strings;
  }

  get open(): boolean {
    return this.#shown !== null;
  }

  toggle(): void {
    if (this.#shown) this.close();
    else this.#show();
  }

  close(): void {
    this.#shown?.remove();
    this.#shown = null;
  }

  #show(): void {
    const strings = this.#strings;
    const title = element("h2", "help-title", strings.helpTitle);
    title.id = "help-title";
    const groups = element("div", "help-groups", ...groupNames.map((name) => this.#group(name)));
    const dialog = element(
      "dialog",
      "help",
      element("header", "help-head", title, element("p", "help-note", strings.helpNote)),
      groups,
      button("help-close", "Esc", () => this.close()),
    );
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.open = true;
    this.#root.append(dialog);
    this.#shown = dialog;
  }

  #group(name: KeyEntry["group"]): HTMLElement {
    const rows = keyTable
      .filter((entry) => entry.group === name)
      .map((entry) =>
        element(
          "div",
          "help-row",
          element("dt", "", ...entry.chords.map((chord) => element("kbd", "", showChord(chord)))),
          element("dd", "", this.#strings.actions[entry.action]),
        ),
      );
    return element(
      "section",
      "help-group",
      element("h3", "", this.#strings.groups[name]),
      element("dl", "", ...rows),
    );
  }
}

/** The groups in the order in which they are read. */
export const groupNames = ["move", "steps", "view", "pane"] as const;
