import type { Relayed } from "#core/protocol/relay.ts";
import type { Disposable } from "./ports.ts";

/**
 * What ties a stage and its relays together. What is said while it is away is lost, and nothing is kept for later: so
 * memory is bounded, and what is heard is never old.
 */
export interface Wire extends Disposable {
  /** Bytes that were said and have not left this machine; Infinity while the wire is away. */
  readonly unsentBytes: number;
  say<Name extends keyof Relayed>(name: Name, message: Parameters<Relayed[Name]>[0]): void;
  listen(listener: WireListener): Disposable;
}

export interface WireListener {
  heard: (said: Said) => void;
  /** The wire is there, or there again: what was said meanwhile is missing. */
  back: () => void;
}

/** One message, of one name. */
export type Said = {
  [Name in keyof Relayed]: { readonly name: Name; readonly message: Parameters<Relayed[Name]>[0] };
}[keyof Relayed];
