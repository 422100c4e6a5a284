import type { Notice, ShowState } from "#core/show/state.ts";

/** Hears each notice of the deck once; one that was told before this window looked is old. */
export class Noticing {
  #nth: number | null = null;

  /** The notice that is new in this state, or null. */
  news(state: ShowState | null): Notice | null {
    if (!state) return null;
    const notice = state.notice ?? null;
    const nth = notice?.nth ?? 0;
    const isNews = this.#nth !== null && nth !== this.#nth;
    this.#nth = nth;
    return isNews ? notice : null;
  }
}
