import type { PaneState } from "#core/protocol/messages.ts";
import { formatMs } from "#core/show/durations.ts";
import type { StepState } from "#core/steps/machine.ts";
import type { Trouble } from "#core/understudy/model.ts";
import { keyLabel } from "../keys/table.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { clockTime } from "../ui/time.ts";

export interface BarState {
  readonly pane: PaneState;
  readonly step: StepState;
  /** On the clock of the step's `since`. */
  readonly now: number;
  readonly keyboard: boolean;
  /** Whether the server is heard: what was live before is not known to be. */
  readonly connected: boolean;
}

export interface BarActions {
  readonly takeKeyboard: () => void;
  readonly callUnderstudy: () => void;
  readonly stayLive: () => void;
}

/** The title bar of a pane: what it is, where it runs, live or recorded, and how its step is doing. */
export class Bar {
  readonly element: HTMLElement;
  readonly #title = element("span", "pane-title");
  readonly #where = element("span", "pane-where");
  readonly #source = element("span", "pane-source");
  readonly #step = element("span", "pane-step");
  readonly #keyboard = element("span", "pane-keyboard");
  readonly #ask = element("span", "pane-ask");
  readonly #why = element("span", "pane-ask-why");
  /** The presenter is asked on another window. */
  readonly #asked = element("span", "pane-asked", "?");
  readonly #behind = element("span", "pane-behind");
  readonly #take: HTMLButtonElement;
  readonly #strings: Strings;

  /** @param actions null in a window that only watches. */
  constructor(strings: Strings, actions: BarActions | null) {
    this.#strings = strings;
    this.#take = button("pane-take", "⌨", () => actions?.takeKeyboard());
    this.#take.title = `${strings.takeKeyboard} (${keyLabel("takeKeyboard")})`;
    this.#take.setAttribute("aria-label", strings.takeKeyboard);
    // Who only watches is told results once, and not every second of a clock.
    if (actions) this.#step.setAttribute("role", "status");
    this.#keyboard.hidden = true;
    this.#ask.hidden = true;
    this.#asked.hidden = true;
    this.#behind.hidden = true;
    this.#behind.setAttribute("role", "status");
    this.#ask.setAttribute("role", "alert");
    setText(this.#keyboard, strings.keyboardHere(keyLabel("giveKeyboardBack")));
    this.element = element(
      "header",
      "pane-bar",
      this.#source,
      this.#title,
      this.#where,
      this.#ask,
      this.#behind,
      this.#asked,
      this.#keyboard,
      this.#step,
    );
    if (actions) this.#offer(actions);
  }

  name(title: string, where: string): void {
    setText(this.#title, title);
    setText(this.#where, where);
  }

  /** Nothing brings the pane to life. */
  empty(): void {
    this.#source.hidden = true;
    this.#take.hidden = true;
  }

  /** `origin` says when and on what it was recorded; null is live. */
  origin(origin: string | null): void {
    this.#source.dataset.kind = origin === null ? "live" : "recorded";
    this.#source.title = origin ?? this.#strings.live;
    this.#source.replaceChildren(
      element("b", "", origin === null ? this.#strings.live : this.#strings.recorded),
      ...(origin === null ? [] : [element("span", "pane-origin", origin)]),
    );
    this.#take.hidden = origin !== null;
  }

  show(state: BarState): void {
    this.#step.dataset.at = state.step.at;
    setText(this.#step, this.#words(state));
    this.#step.title = this.#step.textContent;
    this.#keyboard.hidden = !state.keyboard;
    this.#source.classList.toggle("dim", state.pane.at !== "open" || !state.connected);
  }

  /** Asks whether the understudy shall step in, here or on another window; null takes the question back. */
  ask(trouble: Trouble | null, isElsewhere: boolean): void {
    const isHere = trouble !== null && !isElsewhere;
    this.#ask.hidden = !isHere;
    this.#asked.hidden = trouble === null || isHere;
    this.element.classList.toggle("asks", isHere);
    if (isHere) setText(this.#why, this.#strings.trouble(trouble));
  }

  /** Says how many steps are still run behind the recording. */
  behind(steps: number): void {
    this.#behind.hidden = steps === 0;
    if (steps > 0) setText(this.#behind, this.#strings.behind(steps));
  }

  #offer(actions: BarActions): void {
    const strings = this.#strings;
    this.#ask.append(
      this.#why,
      answer("pane-ask-yes", keyLabel("understudy"), strings.callUnderstudy, actions.callUnderstudy),
      answer("pane-ask-no", keyLabel("stayLive"), strings.stayLive, actions.stayLive),
    );
    this.element.append(this.#take);
  }

  #words({ step, now }: BarState): string {
    switch (step.at) {
      case "idle":
        return "";
      case "typing":
        return this.#strings.typing;
      case "running":
        return `▶ ${clockTime(now - step.since)}${step.tries ? ` · ${step.tries.run}/${step.tries.of}` : ""}`;
      case "done":
        return `✓ ${step.status ?? ""}${step.status === null ? "" : " · "}${formatMs(step.ms)}`;
      case "failed":
        return `✗ ${this.#strings.failure(step.why)} · ${formatMs(step.ms)}`;
    }
  }
}

function answer(className: string, key: string, label: string, act: () => void): HTMLButtonElement {
  const made = button(`pane-answer ${className}`, "", act);
  made.append(element("kbd", "", key), element("span", "", label));
  return made;
}
