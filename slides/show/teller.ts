import { saysTheSame, type Told } from "./show-state.ts";
import type { ShowLink } from "../link/link.ts";

/** A pane's recording that is moved by hand changes with every pixel: the others hear of it so often at most. */
const EVERY_MS = 50;

/** Tells the other windows what the show looks like, whenever that has changed, and whenever this deck begins to lead. */
export class Teller {
  readonly #link: ShowLink;
  readonly #state: () => Told;
  #told: Told | null = null;
  #toldAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: ShowLink, state: () => Told) {
    this.#link = link;
    this.#state = state;
    link.onChange(() => {
      if (!link.leads) this.#told = null;
      this.look();
    });
    this.look();
  }

  /** Something may have changed. */
  look(): void {
    clearTimeout(this.#timer);
    if (!this.#link.leads) return;
    const waitMs = EVERY_MS - (performance.now() - this.#toldAt);
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.look(), waitMs);
      return;
    }
    const state = this.#state();
    if (this.#told && saysTheSame(this.#told, state)) return;
    this.#told = state;
    this.#toldAt = performance.now();
    this.#link.tell(state);
  }
}
