import type { PagePane } from "#core/deck/page.ts";
import type { PaneTimeline, RecordedSource } from "../sources/source.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { PaneState } from "#core/protocol/messages.ts";
import { idle } from "#core/steps/machine.ts";
import { button, element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { day } from "../ui/time.ts";
import { Bar } from "./bar.ts";
import type { PaneContext } from "./context.ts";
import { noticeFor, quiet } from "./notice.ts";
import { PaneTerminal, type Setting } from "./pane-terminal.ts";
import { Scrubber } from "./scrubber.ts";
import type { Box } from "./slot.ts";
import { Toast } from "./toast.ts";

/** Of the type size, as the key for it makes them. */
const LARGE_STEPS = 4;

/** One pane on the stage: its terminal and everything around it. It lives on while other slides are shown. */
export class PaneView {
  readonly element: HTMLElement;
  readonly terminal: PaneTerminal;
  readonly #context: PaneContext;
  readonly #bar: Bar;
  readonly #toast = new Toast();
  #scrubber: Scrubber | null = null;
  /** What plays here by what is shown; undefined before anything is. */
  #recording: RecordedSource | null | undefined;
  #pane: PagePane;
  #notice: { readonly key: string; readonly element: HTMLElement | null } = { key: "", element: null };

  constructor(pane: PagePane, context: PaneContext) {
    this.#pane = pane;
    this.#context = context;
    this.terminal = new PaneTerminal(pane, context);
    this.terminal.body.append(this.#toast.element);
    const { hand } = context;
    this.#bar = new Bar(
      context.strings,
      hand && {
        takeKeyboard: () => hand.takeKeyboard(pane.id),
        callUnderstudy: () => hand.callUnderstudy(pane.id),
        stayLive: hand.stayLive,
      },
    );
    this.element = element("article", "pane", this.#bar.element, this.terminal.body);
    if (!hand) this.#bar.element.append(this.#magnifier(context.strings));
    this.element.dataset.pane = pane.id;
    this.#name();
  }

  get id(): PaneId {
    return this.#pane.id;
  }

  get hasKeyboard(): boolean {
    return this.terminal.hasKeyboard;
  }

  /** The pane as the talk says it now. */
  update(pane: PagePane): void {
    this.#pane = pane;
    this.#name();
    this.terminal.update(pane);
  }

  /** Puts the pane over its slot and fits the terminal into it. */
  place(box: Box, setting: Setting): void {
    const { style } = this.element;
    style.left = `${box.left}px`;
    style.top = `${box.top}px`;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    this.terminal.place(setting);
  }

  /** Lets the pane be seen, or fade away. */
  set shown(shown: boolean) {
    this.element.classList.toggle("shown", shown);
    if (shown) this.terminal.shown();
  }

  /** Shows how the pane and `step` are doing. True while something in it changes by itself. */
  refresh(step: StepId | null): boolean {
    const { source } = this.#context;
    if (!source) {
      this.#lay("none", () => quiet(this.#context.trouble));
      return false;
    }
    const pane = source.pane(this.id);
    const at = step === null ? idle : source.step(step);
    const recording = source.recording(this.id);
    if (this.hasKeyboard && (pane.at !== "open" || recording)) this.setKeyboard(false);
    const connected = source.connected || recording !== null;
    this.#bar.show({ pane, step: at, now: source.now(), keyboard: this.hasKeyboard, connected });
    const isElsewhere = this.#context.hand?.askedElsewhere() ?? true;
    this.#bar.ask(source.understudy?.asks(this.id) ?? null, isElsewhere);
    this.#bar.behind(isElsewhere ? 0 : (source.understudy?.behind(this.id) ?? 0));
    this.element.dataset.at = pane.at;
    this.element.dataset.step = step ?? "";
    this.#showState(pane);
    const timeline = recording?.timeline(this.id) ?? null;
    if (recording && timeline) this.#scrub(recording, timeline);
    else if (this.#scrubber) this.#scrubber.element.hidden = true;
    if (recording !== this.#recording) this.#changeHands(recording);
    return at.at === "running" || (timeline?.playing ?? false);
  }

  setKeyboard(taken: boolean): void {
    this.terminal.setKeyboard(taken);
    this.element.classList.toggle("has-keyboard", taken);
  }

  /** A short sentence for the presenter: on another window of the presenter's, else over the pane, gone by itself. */
  tell(text: string): void {
    if (!this.#context.hand?.tellElsewhere(this.id, text)) this.#toast.show(text);
  }

  /** Says why something was not done. */
  refuse(why: string): void {
    this.tell(this.#context.strings.sentence(why));
  }

  /** Shows that a key was seen, and that nothing runs twice. */
  pulse(): void {
    this.element.animate([{ outlineColor: "var(--accent)" }, { outlineColor: "transparent" }], {
      duration: 520,
      easing: "ease-out",
    });
  }

  /** A phone shows the stage's columns in small type; its owner may have it larger, and moves it with a finger. */
  #magnifier(strings: Strings): HTMLButtonElement {
    const made = button("pane-magnify", "", () => {
      const isLarge = made.getAttribute("aria-pressed") !== "true";
      made.setAttribute("aria-pressed", String(isLarge));
      this.terminal.zoom(0);
      if (isLarge) this.terminal.zoom(LARGE_STEPS);
    });
    made.setAttribute("aria-label", strings.actions.bigger);
    made.setAttribute("aria-pressed", "false");
    return made;
  }

  #name(): void {
    const { title, where } = this.#pane;
    this.#bar.name(title, where);
    this.element.setAttribute("aria-label", `${title} (${where})`);
    if (!this.#context.source) this.#bar.empty();
  }

  /** Shows who plays here from now on. */
  #changeHands(recording: RecordedSource | null): void {
    this.#recording = recording;
    this.element.dataset.origin = recording ? "recorded" : "live";
    this.#bar.origin(
      recording &&
        `${day(recording.about.recordedAt, this.#context.language)} · ${recording.about.recordedOn}`,
    );
    this.terminal.changeHands();
  }

  #scrub(recording: RecordedSource, timeline: PaneTimeline): void {
    const { strings } = this.#context;
    if (!this.#scrubber) {
      this.#scrubber = new Scrubber(
        strings.timeline(this.#pane.title),
        (ms) => void recording.seek(this.id, ms),
      );
      this.element.append(this.#scrubber.element);
    }
    this.#scrubber.element.hidden = false;
    this.#scrubber.show(timeline);
  }

  #showState(state: PaneState): void {
    const { hand, strings } = this.#context;
    this.#lay(JSON.stringify(state), () =>
      noticeFor(
        state,
        this.#pane.where,
        strings,
        hand && {
          reopen: () => hand.reopen(this.id),
          accept: (fingerprint) => hand.acceptHost(this.id, fingerprint),
        },
      ),
    );
  }

  /** Lays a notice over the terminal in the place of the one before, unless it is the same. */
  #lay(key: string, make: () => HTMLElement | null): void {
    if (this.#notice.key === key) return;
    this.#notice.element?.remove();
    const made = make();
    this.#notice = { key, element: made };
    if (made) this.terminal.body.append(made);
  }
}
