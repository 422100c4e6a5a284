import { reactions, type Reaction, type ReactionCounts } from "#core/protocol/audience.ts";
import { element, setText } from "../ui/elements.ts";

/** More than this at one time would be a storm. */
const MOST_AT_ONCE = 24;
/** What came in this time is counted together, where nothing may move. */
const COUNTED_FOR_MS = 4000;
/** Those that come together begin one after the other. */
const SPREAD_MS = 900;

/** What the room sends up, in a corner of the deck: it floats up and fades. Where nothing may move, it is counted. */
export class Rain {
  readonly element = element("div", "rain");
  readonly #isCalm: boolean;
  readonly #counts = new Map<Reaction, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches) {
    this.#isCalm = isCalm;
    this.element.setAttribute("aria-hidden", "true");
  }

  fall(counts: ReactionCounts): void {
    for (const reaction of reactions) {
      const count = counts[reaction] ?? 0;
      if (count === 0) continue;
      if (this.#isCalm) this.#count(reaction, count);
      else this.#float(reaction, count);
    }
  }

  /** Many of one kind are fewer, larger ones. */
  #float(reaction: Reaction, count: number): void {
    const room = MOST_AT_ONCE - this.element.childElementCount;
    for (let drop = 0; drop < Math.min(count, room); drop += 1) {
      const made = element("span", "drop", reaction);
      made.style.setProperty("--x", String(Math.random()));
      made.style.setProperty("--sway", String(Math.random() * 2 - 1));
      made.style.setProperty("--size", String(count > room ? 1.5 : 1));
      made.style.animationDelay = `${(drop / count) * SPREAD_MS}ms`;
      made.addEventListener("animationend", () => made.remove());
      this.element.append(made);
    }
  }

  #count(reaction: Reaction, count: number): void {
    this.#counts.set(reaction, (this.#counts.get(reaction) ?? 0) + count);
    setText(this.element, [...this.#counts].map(([kind, many]) => `${kind} ${many}`).join("  "));
    this.element.classList.add("counted");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#counts.clear();
      setText(this.element, "");
      this.element.classList.remove("counted");
    }, COUNTED_FOR_MS);
  }
}
