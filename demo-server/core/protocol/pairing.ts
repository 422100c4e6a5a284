/**
 * How a phone becomes the presenter's remote: a window of the presenter's makes an address that works once (shown as a
 * QR code), the phone opens it and shows a code, and the presenter says that it is the same. Rules: PROTOCOL.md.
 */
import type { DeviceId } from "../ids.ts";

/** What the presenter's windows see of it; null where the server was started without `--remote`. */
export interface Pairing {
  /** The way in that is offered at this moment; null where none is. */
  readonly offer: PairingOffer | null;
  /** Devices that opened it and wait for the presenter's word. */
  readonly asking: readonly AskingDevice[];
  readonly paired: readonly PairedDevice[];
}

export interface PairingOffer {
  /** For a QR code. */
  readonly url: string;
  /** How much longer it works, when this was said. */
  readonly endsInMs: number;
}

export interface AskingDevice {
  readonly device: DeviceId;
  /** Four digits, which the device shows too. */
  readonly code: string;
  /** What it seems to be, in a word or two: `iPhone`. */
  readonly looksLike: string;
}

export interface PairedDevice {
  readonly device: DeviceId;
  readonly looksLike: string;
}

export type PairAsk =
  /** Offer a new way in; one that was offered before works no more. */
  | { readonly do: "offer" }
  | { readonly do: "withdraw" }
  /** The device shows the same code: it is the presenter's. */
  | { readonly do: "confirm"; readonly device: DeviceId }
  | { readonly do: "refuse"; readonly device: DeviceId }
  /** No device is paired any more. */
  | { readonly do: "unpairAll" };
