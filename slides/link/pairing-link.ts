import type { Answer } from "#core/protocol/messages.ts";
import type { Pairing, PairAsk } from "#core/protocol/pairing.ts";
import type { Disposable } from "../sources/source.ts";

/** The presenter's hand on the pairing of remotes; by the server only. */
export interface PairingLink {
  /** Null where the server was started without `--remote`, or is not heard. */
  readonly pairing: Pairing | null;
  pair(ask: PairAsk): Promise<Answer>;
  /** Called after `pairing` has changed. */
  onChange(listener: () => void): Disposable;
}
