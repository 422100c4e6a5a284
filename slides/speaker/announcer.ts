import type { PageDeck } from "#core/deck/page.ts";
import type { StepId } from "#core/ids.ts";
import { formatMs } from "#core/show/durations.ts";
import type { ShowState } from "#core/show/state.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { commandOf, stepsById } from "./moment.ts";
import { newsWordsFor, type NewsWords } from "./news-words.ts";
import type { SpeakerStrings } from "./strings.ts";

/** Tells a screen reader how steps end. */
export class Announcer {
  readonly element = element("p", "speaker-spoken");
  readonly #page: PageDeck;
  readonly #words: SpeakerStrings;
  readonly #strings: Strings;
  readonly #news: NewsWords;
  #known: ReadonlyMap<StepId, string> | null = null;

  constructor(page: PageDeck, words: SpeakerStrings, strings: Strings) {
    this.#page = page;
    this.#words = words;
    this.#strings = strings;
    this.#news = newsWordsFor(page.head.language);
    this.element.setAttribute("role", "status");
  }

  show(state: ShowState | null): void {
    if (!state) return;
    const at = new Map(
      Object.entries(state.steps).map(([step, { at, seen }]) => [
        step as StepId,
        // What differs is news of its own: it is known a moment after the step has ended.
        seen?.as === "differs" ? `${at} and differs` : at,
      ]),
    );
    const known = this.#known;
    this.#known = at;
    if (!known) return;
    for (const [step, now] of at) {
      const before = known.get(step);
      // A recording that is moved by hand passes over whole steps: that is no news.
      if (now !== before && before !== undefined) this.#say(state, step);
    }
  }

  #say(state: ShowState, step: StepId): void {
    const shown = state.steps[step];
    const found = stepsById(this.#page).get(step);
    if (!shown || !found) return;
    const command = commandOf(found);
    if (shown.seen?.as === "differs") return setText(this.element, this.#news.stepDiffers(command));
    if (shown.at === "done") setText(this.element, this.#words.stepDone(command, formatMs(shown.ms)));
    if (shown.at === "failed")
      setText(this.element, this.#words.stepFailed(command, this.#strings.failure(shown.why)));
  }
}
