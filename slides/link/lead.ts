import type { WindowId } from "#core/ids.ts";
import { KEPT_MS } from "#core/show/seat.ts";
import type { Claim } from "./channel.ts";

/** Who was not heard for so long is gone. Timers of a window in the background tick once a second. */
export const GONE_MS = 5000;

type State =
  | { readonly at: "free" }
  | { readonly at: "here"; readonly claim: Claim; readonly heardAt: number }
  /** The deck is gone, and may only be reloading. */
  | { readonly at: "away"; readonly claim: Claim; readonly since: number };

/** Which deck of this browser leads, as one window knows it. Time comes in with each call. */
export class Lead {
  #state: State = { at: "free" };

  /** The deck that leads, also while it is away. */
  get holder(): WindowId | null {
    return this.#state.at === "free" ? null : this.#state.claim.by;
  }

  get claim(): Claim | null {
    return this.#state.at === "free" ? null : this.#state.claim;
  }

  get isHere(): boolean {
    return this.#state.at === "here";
  }

  /** Whether a deck that waits may lead now: nobody does, or who did has stayed away. */
  isFree(now: number): boolean {
    const state = this.#state;
    return state.at === "free" || (state.at === "away" && now - state.since >= KEPT_MS);
  }

  /** A deck says that it leads. False where a later claim is known. */
  hear(claim: Claim, now: number): boolean {
    const known = this.claim;
    if (known && isBefore(claim, known)) return false;
    this.#state = { at: "here", claim, heardAt: now };
    return true;
  }

  /** Something else was heard of a window. */
  heardOf(window: WindowId, now: number): void {
    const state = this.#state;
    if (state.at === "here" && state.claim.by === window) this.#state = { ...state, heardAt: now };
  }

  /** A window said that it goes. */
  gone(window: WindowId, now: number): void {
    const state = this.#state;
    if (state.at === "here" && state.claim.by === window)
      this.#state = { at: "away", claim: state.claim, since: now };
  }

  /** Time has passed. True where the deck that leads was not heard for too long. */
  passed(now: number): boolean {
    const state = this.#state;
    if (state.at !== "here" || now - state.heardAt <= GONE_MS) return false;
    this.gone(state.claim.by, now);
    return true;
  }
}

function isBefore(claim: Claim, known: Claim): boolean {
  return claim.term === known.term ? claim.by < known.by : claim.term < known.term;
}
