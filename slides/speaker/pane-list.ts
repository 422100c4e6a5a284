import type { PageDeck, PageStep } from "#core/deck/page.ts";
import { id, type PaneId } from "#core/ids.ts";
import type { NextPress, ShownPane } from "#core/show/state.ts";
import { element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { stepNow, type Moment } from "./moment.ts";
import type { NewsWords } from "./news-words.ts";
import { StepRow } from "./step-row.ts";
import type { SpeakerStrings } from "./strings.ts";

/** The terminals of the slide, with their steps: what has run and how it ended, what runs, what comes. */
export class PaneList {
  readonly element = element("section", "panes-panel");
  readonly #page: PageDeck;
  readonly #words: SpeakerStrings;
  readonly #strings: Strings;
  readonly #news: NewsWords;
  #shown = "";
  #steps: readonly { readonly step: PageStep; readonly row: StepRow }[] = [];
  #panes: readonly { readonly pane: PaneId; readonly head: HTMLElement; readonly says: HTMLElement }[] = [];

  constructor(page: PageDeck, words: SpeakerStrings, strings: Strings, news: NewsWords) {
    this.#page = page;
    this.#words = words;
    this.#strings = strings;
    this.#news = news;
    this.element.setAttribute("aria-label", words.panes);
  }

  show(moment: Moment | null): void {
    if (!moment) return;
    this.#lay(moment);
    const { state } = moment;
    for (const { pane, head, says } of this.#panes) {
      const shown = state.panes[pane];
      head.dataset.by = shown === undefined || shown.at === "closed" ? "" : shown.by;
      head.dataset.at = shown?.at ?? "closed";
      setText(says, this.#paneWords(shown));
    }
    for (const { step, row } of this.#steps) row.show(stepNow(moment, step.id), isNext(state.next, step));
  }

  /** Makes the rows anew where other panes are to be shown. */
  #lay({ state }: Moment): void {
    const { slide } = state.place;
    const scenes = this.#page.slides[slide]?.scenes ?? [];
    const here = scenes.map(({ pane }) => pane);
    const elsewhere = Object.keys(state.panes)
      .map((pane) => id<"pane">(pane))
      .filter((pane) => !here.includes(pane) && needsALook(state.panes[pane]));
    const wanted = JSON.stringify([slide, elsewhere]);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    const panes = [...new Set([...here, ...elsewhere])].map((pane) => ({
      pane,
      head: element("div", "panes-pane"),
      says: element("span", "panes-says"),
    }));
    const steps = scenes
      .flatMap((scene) => scene.steps)
      .map((step) => ({ step, row: new StepRow(step, this.#strings, this.#news) }));
    this.#panes = panes;
    this.#steps = steps;
    const blocks = panes.map(({ pane, head, says }) => {
      head.append(element("b", "", this.#page.panes[pane]?.title ?? pane), says);
      const rows = steps.filter(({ step }) => step.pane === pane);
      return element("div", "panes-block", head, element("ol", "", ...rows.map(({ row }) => row.element)));
    });
    this.element.replaceChildren(
      ...(blocks.length > 0 ? blocks : [element("p", "panes-none", this.#words.noPanes)]),
    );
  }

  #paneWords(shown: ShownPane | undefined): string {
    if (shown === undefined) return this.#words.pane.closed;
    const by = shown.by === "take" ? this.#strings.recorded : this.#strings.live;
    const words = [shown.at === "closed" ? "" : by, this.#words.pane[shown.at]];
    if (shown.keyboard) words.push(this.#words.keyboardOnDeck);
    return words.filter((word) => word !== "").join(" · ");
  }
}

function needsALook(shown: ShownPane | undefined): boolean {
  return shown !== undefined && (shown.asks !== null || shown.at === "stalled" || shown.at === "lost");
}

function isNext(next: NextPress, step: PageStep): boolean {
  return "step" in next && next.step === step.id;
}
