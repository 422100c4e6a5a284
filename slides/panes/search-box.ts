import type { SearchAddon } from "@xterm/addon-search";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";

const decorations = {
  matchBackground: "#5b3a2a",
  matchOverviewRuler: "#f2793c",
  activeMatchBackground: "#a4501f",
  activeMatchColorOverviewRuler: "#f2793c",
} as const;

/** A small field over a pane: Enter goes to the earlier match, Shift+Enter to the later, Esc closes it. */
export class SearchBox {
  readonly element: HTMLElement;
  readonly #field = element("input", "search-field");
  readonly #count = element("span", "search-count");
  readonly #search: SearchAddon;
  readonly #closed: () => void;

  constructor(search: SearchAddon, strings: Strings, closed: () => void) {
    this.#search = search;
    this.#closed = closed;
    this.#field.type = "search";
    this.#field.placeholder = strings.search;
    this.#field.setAttribute("aria-label", strings.search);
    this.element = element("div", "search-box", this.#field, this.#count);
    this.element.hidden = true;
    this.#field.addEventListener("input", () => this.#find(false));
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    search.onDidChangeResults(({ resultIndex, resultCount }) => {
      setText(this.#count, resultCount === 0 ? strings.noMatch : `${resultIndex + 1}/${resultCount}`);
    });
  }

  open(): void {
    this.element.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.#search.clearDecorations();
    this.#field.blur();
    this.#closed();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter") this.#find(event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #find(later: boolean): void {
    const text = this.#field.value;
    if (text === "") {
      this.#search.clearDecorations();
      setText(this.#count, "");
    } else if (later) this.#search.findNext(text, { decorations });
    else this.#search.findPrevious(text, { decorations });
  }
}
