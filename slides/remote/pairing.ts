import "../themes/kuroko/pair.css";
import type { PairingLink } from "../link/pairing-link.ts";
import { PairDialog } from "./pair-dialog.ts";
import { remoteStringsFor } from "./strings.ts";

/** The dialog over this part of the page, in this BCP 47 language. */
export function pairDialog(root: HTMLElement, link: PairingLink, language: string): PairDialog {
  return new PairDialog(root, link, remoteStringsFor(language));
}
