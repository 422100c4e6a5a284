import { element, setText } from "../ui/elements.ts";
import { qrCode } from "../ui/qr.ts";
import type { AudienceWords } from "./words.ts";

/** What the room is to know. */
export interface Invited {
  /** Null where nothing is open to the room. */
  readonly address: string | null;
  /** How many follow; null where nobody counts them. */
  readonly viewers: number | null;
}

/** The way into the talk on one's own device: a QR code for phones, the address in large type, how many follow. */
export class Invitation {
  readonly element = element("div", "invitation");
  readonly #words: AudienceWords;
  readonly #code = element("div", "invitation-code");
  readonly #address = element("p", "invitation-address");
  readonly #viewers = element("p", "invitation-viewers");
  readonly #closed: HTMLElement;
  #shown: string | null = null;

  constructor(words: AudienceWords) {
    this.#words = words;
    const [before, behind] = words.closed;
    this.#closed = element("p", "invitation-closed", before, element("code", "", "--audience"), behind);
    const hint = element("p", "invitation-hint", words.invitation);
    const note = element("div", "invitation-note", hint, this.#viewers);
    const text = element("div", "invitation-text", this.#address, note);
    this.element.append(this.#code, text, this.#closed);
  }

  show({ address, viewers }: Invited): void {
    this.element.classList.toggle("closed", address === null);
    setText(this.#viewers, viewers !== null && viewers > 0 ? this.#words.viewers(viewers) : "");
    if (address === this.#shown) return;
    this.#shown = address;
    this.#code.replaceChildren(...(address === null ? [] : [qrCode(address, this.#words.qrCode)]));
    const text = address === null ? "" : typed(address);
    this.#address.replaceChildren(...breakable(text));
    // The last row reads it too: the type is as large as the whole address allows.
    this.#address.style.setProperty("--letters", String(text.length));
  }
}

/** An address as people type it: without what every browser adds. */
function typed(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol === "http:" ? "" : `${protocol}//`}${host}${pathname === "/" ? "" : pathname}`;
}

/** A line may end only where that does no harm. */
function breakable(text: string): Node[] {
  return text
    .split(/(?<=[/:])/)
    .flatMap((part) => [element("span", "", part), document.createElement("wbr")]);
}
