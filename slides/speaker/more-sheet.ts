import type { PageDeck } from "#core/deck/page.ts";
import type { ActionName } from "#core/show/press.ts";
import { groupNames } from "../keys/help.ts";
import { keyTable, showChord, type KeyEntry } from "../keys/table.ts";
import { button, element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { Sheet } from "./sheet.ts";

/**
 * What is of use only in a window itself, and so has no row:
 * - the deck's own keyboard, search box and selection: what is typed next must reach the window that has them;
 * - which window leads, and opening this one: that is said where the deck is;
 * - the list of keys, which has a button beside this one's.
 */
const ownWindowOnly: ReadonlySet<ActionName> = new Set<ActionName>([
  "takeKeyboard",
  "search",
  "copy",
  "takeOver",
  "speaker",
  "help",
]);

/** One press of these is seldom enough: the sheet stays. */
const repeated: ReadonlySet<ActionName> = new Set<ActionName>(["bigger", "smaller"]);

export interface MoreSheetParts {
  readonly root: HTMLElement;
  readonly page: PageDeck;
  readonly title: string;
  readonly strings: Strings;
  readonly act: (action: ActionName, chord: string) => void;
}

/** A row for everything that the keys do, in the groups of the list of keys. */
export class MoreSheet {
  readonly #parts: MoreSheetParts;
  readonly #sheet: Sheet;

  constructor(parts: MoreSheetParts) {
    this.#parts = parts;
    this.#sheet = new Sheet(parts.root, "more-sheet", parts.title);
  }

  get open(): boolean {
    return this.#sheet.open;
  }

  close(): void {
    this.#sheet.close();
  }

  toggle(): void {
    if (this.open) {
      this.close();
      return;
    }
    const { groups } = this.#parts.strings;
    const content = groupNames.map((group) => this.#group(group, groups[group]));
    const dialog = this.#sheet.show(element("div", "more-groups", ...content));
    dialog.addEventListener("keydown", (event) => moveFocus(dialog, event));
    dialog.querySelector<HTMLElement>(".more-row")?.focus();
  }

  #group(name: KeyEntry["group"], title: string): HTMLElement {
    const entries = keyTable.filter(({ group, action }) => group === name && !ownWindowOnly.has(action));
    const rows = entries.flatMap((entry: KeyEntry) =>
      this.#chordsOf(entry).map((chord) => this.#row(entry, chord)),
    );
    return element("section", "more-group", element("h3", "", title), ...rows);
  }

  /** Where the key itself says which terminal is meant, each has its row; else one row is enough. */
  #chordsOf({ action, chords }: KeyEntry): readonly string[] {
    if (action !== "choosePane") return chords.slice(0, 1);
    const panes = this.#parts.page.slides.map(({ scenes }) => new Set(scenes.map(({ pane }) => pane)).size);
    return chords.slice(0, Math.max(0, ...panes));
  }

  #row({ action }: KeyEntry, chord: string): HTMLButtonElement {
    const { strings, act } = this.#parts;
    const row = button("more-row", "", () => {
      if (!repeated.has(action)) this.close();
      act(action, action === "choosePane" ? chord : "");
    });
    const says = strings.actions[action];
    const label = action === "choosePane" ? `${says}: ${chord}` : says;
    row.append(element("span", "", label), element("kbd", "", showChord(chord)));
    row.dataset.action = action;
    return row;
  }
}

/** The arrows go from row to row, as Tab does. */
function moveFocus(dialog: HTMLElement, event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const rows = [...dialog.querySelectorAll<HTMLElement>(".more-row")];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows.at((at + step) % rows.length)?.focus();
  event.preventDefault();
}
