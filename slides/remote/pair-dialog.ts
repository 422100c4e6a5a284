import type { DeviceId } from "#core/ids.ts";
import type { AskingDevice, Pairing } from "#core/protocol/pairing.ts";
import type { ActionName } from "#core/show/press.ts";
import type { PairingLink } from "../link/pairing-link.ts";
import { button, element, setText } from "../ui/elements.ts";
import { qrCode } from "../ui/qr.ts";
import { clockTime } from "../ui/time.ts";
import type { RemoteStrings } from "./strings.ts";

const TICK_MS = 500;

/** How the presenter makes a phone the remote: an address to scan, then the word that both show the same code. */
export class PairDialog {
  readonly #root: HTMLElement;
  readonly #link: PairingLink;
  readonly #strings: RemoteStrings;
  readonly #offer = element("div", "pair-offer");
  readonly #asking = element("div", "pair-asking");
  readonly #paired = element("p", "pair-paired");
  readonly #time = element("p", "pair-time");
  readonly #unpair: HTMLButtonElement;
  #dialog: HTMLDialogElement | null = null;
  #ends = 0;
  #shownOffer: string | null = null;
  /** Who was paired before the address that is, or was, shown. */
  #before: ReadonlySet<DeviceId> = new Set();
  #shownAsking = "";

  constructor(root: HTMLElement, link: PairingLink, strings: RemoteStrings) {
    this.#root = root;
    this.#link = link;
    this.#strings = strings;
    this.#asking.setAttribute("role", "alert");
    this.#unpair = button("pair-unpair", strings.unpairAll, () => void link.pair({ do: "unpairAll" }));
    link.onChange(() => this.#refresh());
    setInterval(() => this.#tick(), TICK_MS);
  }

  get open(): boolean {
    return this.#dialog !== null;
  }

  /** Does what a key says while it is open; false leaves the key to its buttons. */
  act(action: ActionName): boolean {
    if (action === "overview" || action === "pairPhone") this.close();
    else if (action === "unpair") void this.#link.pair({ do: "unpairAll" });
    else return false;
    return true;
  }

  toggle(): void {
    if (this.open) this.close();
    else this.#show();
  }

  /** The way in is closed with it; who is paired stays so. */
  close(): void {
    if (!this.#dialog) return;
    const dialog = this.#dialog;
    this.#dialog = null;
    dialog.close();
    dialog.remove();
    if (this.#link.pairing?.offer) void this.#link.pair({ do: "withdraw" });
  }

  #show(): void {
    const strings = this.#strings;
    this.#shownOffer = null;
    this.#shownAsking = "";
    const close = button("help-close", "Esc", () => this.close());
    close.setAttribute("aria-label", `Esc, ${strings.close}`);
    const dialog = element(
      "dialog",
      "pair",
      element("h2", "", strings.pair),
      close,
      this.#offer,
      this.#asking,
      element("footer", "", this.#paired, this.#unpair),
    );
    dialog.setAttribute("aria-label", strings.pair);
    dialog.addEventListener("close", () => this.close());
    this.#dialog = dialog;
    this.#root.append(dialog);
    dialog.showModal();
    if (this.#link.pairing) void this.#link.pair({ do: "offer" });
    this.#refresh();
  }

  #refresh(): void {
    if (!this.#dialog) return;
    const { pairing } = this.#link;
    const devices = pairing?.paired.map(({ looksLike }) => looksLike) ?? [];
    const { paired, nonePaired } = this.#strings;
    setText(this.#paired, devices.length === 0 ? nonePaired : `${paired}: ${devices.join(", ")}`);
    this.#unpair.hidden = devices.length === 0;
    this.#showOffer(pairing);
    this.#showAsking(pairing?.asking ?? []);
  }

  #showOffer(pairing: Pairing | null): void {
    const offer = pairing?.offer ?? null;
    this.#ends = performance.now() + (offer?.endsInMs ?? 0);
    const isUsed = pairing?.paired.some(({ device }) => !this.#before.has(device)) ?? false;
    const shown = pairing === null ? "" : (offer?.url ?? (isUsed ? "used" : "over"));
    if (shown === this.#shownOffer) return;
    this.#shownOffer = shown;
    const strings = this.#strings;
    if (pairing === null) {
      this.#offer.replaceChildren(element("p", "pair-none", strings.noRemotes));
    } else if (offer === null) {
      const [says, again] = isUsed
        ? [strings.nowPaired, strings.pairAnother]
        : [strings.offerOver, strings.offerAgain];
      this.#offer.replaceChildren(
        element("p", isUsed ? "pair-done" : "", says),
        button("pair-again", again, () => void this.#link.pair({ do: "offer" })),
      );
    } else {
      this.#before = new Set(pairing.paired.map(({ device }) => device));
      const words = element(
        "div",
        "pair-words",
        element("p", "", strings.scan),
        element("code", "", offer.url),
      );
      words.append(this.#time);
      this.#offer.replaceChildren(qrCode(offer.url, offer.url), words);
      this.#tick();
    }
  }

  #showAsking(asking: readonly AskingDevice[]): void {
    const shown = asking.map(({ device }) => device).join(" ");
    if (shown === this.#shownAsking) return;
    this.#shownAsking = shown;
    this.#asking.replaceChildren(...asking.map((device) => this.#question(device)));
    this.#offer.hidden = asking.length > 0;
    this.#asking.querySelector<HTMLElement>(".pair-yes")?.focus();
  }

  #question({ device, code, looksLike }: AskingDevice): HTMLElement {
    const { sameCode, matches, notMine } = this.#strings;
    return element(
      "section",
      "pair-question",
      element("p", "", sameCode(looksLike)),
      element("b", "pair-code", code),
      element(
        "div",
        "ask-answers",
        button("ask-yes pair-yes", matches, () => void this.#link.pair({ do: "confirm", device })),
        button("pair-no", notMine, () => void this.#link.pair({ do: "refuse", device })),
      ),
    );
  }

  #tick(): void {
    if (!this.#dialog) return;
    setText(this.#time, this.#strings.worksFor(clockTime(this.#ends - performance.now())));
  }
}
