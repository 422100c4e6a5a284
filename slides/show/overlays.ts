import type { PageDeck } from "#core/deck/page.ts";
import type { ActionName } from "#core/show/press.ts";
import type { Deck } from "../deck/deck.ts";
import { Help } from "../keys/help.ts";
import type { ShowLink } from "../link/link.ts";
import type { PairDialog } from "../remote/pair-dialog.ts";
import { Sheets } from "../sheets/sheets.ts";
import type { Strings } from "../ui/strings.ts";
import { Audience } from "./audience.ts";

export interface OverlaysParts {
  readonly root: HTMLElement;
  readonly deck: Deck;
  readonly page: PageDeck;
  readonly strings: Strings;
}

/** What lies over the slides and has the keys first. Its code is loaded when it is first asked for. */
export class Overlays {
  readonly help: Help;
  readonly audience: Audience;
  readonly #root: HTMLElement;
  readonly #sheets: Sheets;
  #pairing: PairDialog | null = null;

  constructor({ root, deck, page, strings }: OverlaysParts) {
    this.#root = root;
    this.audience = new Audience(root, deck, page.head.language);
    this.help = new Help(root, strings);
    this.#sheets = new Sheets(root);
  }

  /** Whether no key may reach a terminal. */
  get haveKeyboard(): boolean {
    return this.help.open || this.#sheets.open;
  }

  /** The phone's dialog while it is open: no key means anything else then. */
  get pairing(): PairDialog | null {
    return this.#pairing?.open ? this.#pairing : null;
  }

  /** Whether the key was for what lies over the slides. Any key but its own closes the help, or the way in. */
  take(action: ActionName, chord: string): boolean {
    if (this.#sheets.takes(chord)) return true;
    if (this.help.open) {
      this.help.close();
      if (action === "help" || action === "overview") return true;
    }
    if (this.audience.isOver && action !== "audience") {
      this.audience.close();
      if (action === "overview") return true;
    }
    return false;
  }

  /** @param begun the demo is brought back to its start. */
  showReset(page: PageDeck, begun: () => void): void {
    void this.#sheets.show(async (close) => {
      const { resetSheet } = await import("../sheets/reset-sheet.ts");
      return resetSheet({ page, close, begun });
    });
  }

  showDoctor({ head, served }: PageDeck): void {
    void this.#sheets.show(async (close) => {
      const { doctorSheet } = await import("../sheets/doctor-sheet.ts");
      return doctorSheet({ language: head.language, served, close });
    });
  }

  async pairPhone(link: ShowLink, { head }: PageDeck): Promise<void> {
    const { pairDialog } = await import("../remote/pairing.ts");
    this.#pairing ??= pairDialog(this.#root, link, head.language);
    this.#pairing.toggle();
  }
}
