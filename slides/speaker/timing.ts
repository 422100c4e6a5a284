import type { Plan } from "#core/show/budget.ts";
import { button, element, setText } from "../ui/elements.ts";
import { clockTime } from "../ui/time.ts";
import { ranMs, type Moment } from "./moment.ts";
import type { SpeakerStrings } from "./strings.ts";
import { paceWords } from "./times.ts";

export interface TimingActions {
  readonly toggle: () => void;
  readonly reset: () => void;
}

/** The head of the speaker window: is the talk on time, how long is left, how long has it run. */
export class Timing {
  readonly element: HTMLElement;
  readonly #viewers = element("span", "speaker-viewers");
  readonly #strings: SpeakerStrings;
  readonly #plan: Plan | null;
  readonly #pace = element("b", "timing-pace");
  readonly #part = new Cell();
  readonly #talk = new Cell();
  readonly #elapsed = new Cell();
  readonly #clock = new Cell();
  readonly #bar = element("div", "timing-bar");
  readonly #toggle: HTMLButtonElement;
  readonly #time: Intl.DateTimeFormat;

  constructor(plan: Plan | null, language: string, strings: SpeakerStrings, actions: TimingActions) {
    this.#plan = plan;
    this.#strings = strings;
    this.#time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.#toggle = button("timing-button", "", actions.toggle);
    const reset = button("timing-button", "↺", actions.reset);
    reset.setAttribute("aria-label", strings.reset);
    reset.title = strings.reset;
    this.#elapsed.element.append(element("span", "timing-buttons", this.#toggle, reset));
    for (const [cell, name] of [
      [this.#part, strings.part],
      [this.#talk, strings.talk],
      [this.#elapsed, strings.elapsed],
      [this.#clock, strings.clock],
    ] as const)
      cell.name(name);
    this.#clock.element.classList.add("clock");
    const planned = plan ? [this.#pace, this.#part.element, this.#talk.element] : [];
    this.element = element(
      "header",
      "timing",
      ...planned,
      this.#elapsed.element,
      this.#viewers,
      this.#clock.element,
      ...(plan ? [this.#bar] : []),
    );
  }

  show(moment: Moment | null): void {
    setText(this.#clock.value, this.#time.format(new Date()));
    const runs = moment?.state.clock.runs ?? false;
    const ran = moment ? ranMs(moment) : 0;
    setText(this.#elapsed.value, clockTime(ran));
    this.#elapsed.element.dataset.is = runs || ran === 0 ? "" : "stopped";
    setText(this.#toggle, runs ? "❚❚" : "▶");
    const says = runs ? this.#strings.pause : this.#strings.goOn;
    this.#toggle.title = says;
    this.#toggle.setAttribute("aria-label", says);
    if (this.#plan) this.#showPace(this.#plan, moment?.state.place.slide ?? 0, ran);
  }

  /** How many people follow on devices of their own; null where nobody counts them. */
  count(viewers: number | null): void {
    this.#viewers.hidden = viewers === null;
    setText(this.#viewers, viewers === null ? "" : this.#strings.viewers(viewers));
  }

  #showPace(plan: Plan, slide: number, ran: number): void {
    const pace = paceWords(plan, slide, ran, this.#strings);
    setText(this.#pace, ran === 0 ? this.#strings.notStarted : pace.words);
    this.#pace.dataset.is = ran === 0 ? "notStarted" : pace.is;
    setText(this.#part.value, pace.partLeft);
    this.#part.element.dataset.is = pace.partIsOver ? "over" : "";
    setText(this.#talk.value, pace.talkLeft);
    this.#talk.element.dataset.is = pace.talkIsOver ? "over" : "";
    this.#bar.style.setProperty("--share", String(pace.talkShare));
  }
}

/** A time with its name. */
class Cell {
  readonly value = element("b", "timing-value");
  readonly #name = element("span", "timing-name");
  readonly element = element("div", "timing-cell", this.#name, this.value);

  name(text: string): void {
    setText(this.#name, text);
  }
}
