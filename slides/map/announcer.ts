import { element, setText } from "../ui/elements.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { shortened } from "./spoken.ts";

/** What comes within this time is said at once. */
const GATHER_MS = 1200;

/** Says news to those who listen, when nothing else is being said. */
export class Announcer {
  readonly element = element("p", "map-spoken");
  readonly #strings: MapStrings;
  #news: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(strings: MapStrings) {
    this.#strings = strings;
    this.element.setAttribute("role", "status");
  }

  tell(news: readonly string[]): void {
    if (news.length === 0) return;
    this.#news.push(...news);
    this.#timer ??= setTimeout(() => this.#say(), GATHER_MS);
  }

  /** What was not said yet is of another moment. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#news = [];
  }

  #say(): void {
    setText(this.element, shortened(this.#news, this.#strings));
    this.forget();
  }
}
