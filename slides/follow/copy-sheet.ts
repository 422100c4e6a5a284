import type { PageDeck, PageStep } from "#core/deck/page.ts";
import type { PaneId } from "#core/ids.ts";
import { copyText } from "../ui/copy.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { FollowWords } from "./words.ts";
import { Sheet } from "./sheet.ts";

const SAID_MS = 2000;

/** What a slide has to copy. */
export interface Copyable {
  readonly steps: readonly PageStep[];
  /** What each pane of the slide shows, as text. */
  readonly printed: readonly { readonly pane: PaneId; readonly text: string }[];
}

/** The slide's commands and what its panes show, to select or to copy at a touch. It stands still while it is open. */
export class CopySheet {
  readonly sheet: Sheet;
  readonly #page: PageDeck;
  readonly #words: FollowWords;

  constructor(page: PageDeck, words: FollowWords) {
    this.#page = page;
    this.#words = words;
    this.sheet = new Sheet(words.copySheet, words.close);
  }

  open({ steps, printed }: Copyable): void {
    const words = this.#words;
    const sections: HTMLElement[] = [];
    if (steps.length > 0) sections.push(this.#section(words.commands, steps.map(commandOf)));
    for (const { pane, text } of printed) {
      const title = this.#page.panes[pane]?.title ?? pane;
      if (text !== "") sections.push(this.#section(words.printed(title), [text]));
    }
    this.sheet.open(...(sections.length > 0 ? sections : [element("p", "sheet-hint", words.nothingToCopy)]));
  }

  #section(title: string, texts: readonly string[]): HTMLElement {
    return element("section", "copy", element("h3", "", title), ...texts.map((text) => this.#item(text)));
  }

  #item(text: string): HTMLElement {
    const words = this.#words;
    const said = element("span", "copy-said");
    said.setAttribute("role", "status");
    const copy = button("copy-do", words.copy, () => {
      void copyText(text).then((copied) => {
        setText(said, copied ? words.copied : words.notCopied);
        setTimeout(() => setText(said, ""), SAID_MS);
      });
    });
    copy.setAttribute("aria-label", `${words.copy}: ${text.split("\n")[0] ?? ""}`);
    return element("div", "copy-item", element("pre", "", text), element("p", "copy-act", said, copy));
  }
}

/** The command as it was typed, all its lines, without any prompt. */
function commandOf({ lines }: PageStep): string {
  return lines.join("\n");
}
