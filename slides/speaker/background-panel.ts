import type { PageDeck } from "#core/deck/page.ts";
import { stepsAhead } from "../show/background.ts";
import { backgroundWords } from "../ui/background-mark.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { stepNow, type Moment } from "./moment.ts";
import type { NewsWords } from "./news-words.ts";

/** One step that was started for later in the talk. */
export interface BackgroundNews {
  readonly at: "typing" | "running" | "done" | "failed";
  readonly says: string;
  /** Where it is needed, and that it is missing there. */
  readonly where: string;
  /** How much of its usual time has gone by, up to 1; null where it is over or no rehearsal says. */
  readonly share: number | null;
}

export interface BackgroundFrom {
  readonly page: PageDeck;
  readonly strings: Strings;
  readonly words: NewsWords;
}

/** What runs behind the slides, those that have failed first. */
export function backgroundNews(moment: Moment, { page, strings, words }: BackgroundFrom): BackgroundNews[] {
  const news = stepsAhead(page, moment.state.place).flatMap(({ step, slide }): BackgroundNews[] => {
    const shown = stepNow(moment, step.id);
    if (!shown) return [];
    const forMs = "forMs" in shown ? shown.forMs : shown.ms;
    const usualMs = page.durations?.[step.id]?.usualMs ?? 0;
    const where = shown.at === "failed" ? words.failedEarly(slide + 1) : words.forSlide(slide + 1);
    return [
      {
        at: shown.at,
        says: backgroundWords({ line: step.lines[0] ?? "", state: shown, forMs }, strings),
        where,
        share: shown.at === "running" && usualMs > 0 ? Math.min(1, forMs / usualMs) : null,
      },
    ];
  });
  return [...news.filter(({ at }) => at === "failed"), ...news.filter(({ at }) => at !== "failed")];
}

/** A line for each of them; one that has failed stands out, because there is still time to mend it. */
export class BackgroundPanel {
  readonly element = element("section", "background-panel");
  readonly #from: BackgroundFrom;
  readonly #list = element("ol", "");

  constructor(from: BackgroundFrom) {
    this.#from = from;
    this.element.setAttribute("aria-label", from.words.background);
    this.element.append(this.#list);
    this.element.hidden = true;
  }

  show(moment: Moment): void {
    const news = backgroundNews(moment, this.#from);
    this.element.hidden = news.length === 0;
    while (this.#list.childElementCount > news.length) this.#list.lastElementChild?.remove();
    while (this.#list.childElementCount < news.length) this.#list.append(row());
    for (const [index, item] of [...this.#list.children].entries()) {
      const one = news[index];
      if (one && item instanceof HTMLElement) fill(item, one);
    }
  }
}

function row(): HTMLElement {
  return element(
    "li",
    "background-row",
    element("b", ""),
    element("span", ""),
    element("i", "background-share"),
  );
}

function fill(row: HTMLElement, { at, says, where, share }: BackgroundNews): void {
  const [what, place, bar] = row.children;
  row.dataset.at = at;
  if (what) setText(what, says);
  if (place) setText(place, where);
  if (!(bar instanceof HTMLElement)) return;
  bar.hidden = share === null;
  bar.style.setProperty("--share", String(share ?? 0));
}
