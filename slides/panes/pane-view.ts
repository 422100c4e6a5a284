import type { PagePane } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { PaneState } from "#core/protocol/messages.ts";
import { idle } from "#core/steps/machine.ts";
import { element } from "../ui/elements.ts";
import { day } from "../ui/time.ts";
import { Bar } from "./bar.ts";
import { isRecorded, type PaneContext } from "./context.ts";
import { noticeFor, quiet } from "./notice.ts";
import { PaneTerminal, type Setting } from "./pane-terminal.ts";
import { Scrubber } from "./scrubber.ts";
import type { Box } from "./slot.ts";
import { Toast } from "./toast.ts";

/** One pane on the stage: its terminal and everything around it. It lives on while other slides are shown. */
export class PaneView {
  readonly element: HTMLElement;
  readonly terminal: PaneTerminal;
  readonly #context: PaneContext;
  readonly #bar: Bar;
  readonly #toast = new Toast();
  readonly #scrubber: Scrubber | null;
  #pane: PagePane;
  #notice: { readonly key: string; readonly element: HTMLElement | null } = { key: "", element: null };

  constructor(pane: PagePane, context: PaneContext) {
    this.#pane = pane;
    this.#context = context;
    const { source, strings } = context;
    this.terminal = new PaneTerminal(pane, context);
    this.terminal.body.append(this.#toast.element);
    this.#bar = new Bar(strings, () => context.takeKeyboard(pane.id));
    this.#scrubber = isRecorded(source)
      ? new Scrubber(strings.timeline(pane.title), (ms) => void source.seek(pane.id, ms))
      : null;
    this.element = element("article", "pane", this.#bar.element, this.terminal.body);
    if (this.#scrubber) this.element.append(this.#scrubber.element);
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
    if (this.hasKeyboard && pane.at !== "open") this.setKeyboard(false);
    const { connected } = source;
    this.#bar.show({ pane, step: at, now: source.now(), keyboard: this.hasKeyboard, connected });
    this.element.dataset.at = pane.at;
    this.#showState(pane);
    const timeline = isRecorded(source) ? source.timeline(this.id) : null;
    if (this.#scrubber) this.#scrubber.element.hidden = timeline === null;
    if (timeline) this.#scrubber?.show(timeline);
    return at.at === "running" || (timeline?.playing ?? false);
  }

  setKeyboard(taken: boolean): void {
    this.terminal.setKeyboard(taken);
    this.element.classList.toggle("has-keyboard", taken);
  }

  /** A short sentence over the pane, gone by itself. */
  tell(text: string): void {
    this.#toast.show(text);
  }

  /** Shows that a key was seen, and that nothing runs twice. */
  pulse(): void {
    this.element.animate([{ outlineColor: "var(--accent)" }, { outlineColor: "transparent" }], {
      duration: 520,
      easing: "ease-out",
    });
  }

  #name(): void {
    const { title, where } = this.#pane;
    this.#bar.name(title, where);
    this.element.setAttribute("aria-label", `${title} (${where})`);
    if (this.#context.source) this.#bar.origin(this.#origin());
    else this.#bar.empty();
  }

  #origin(): string | null {
    const { source, language } = this.#context;
    if (!isRecorded(source)) return null;
    return `${day(source.about.recordedAt, language)} · ${source.about.recordedOn}`;
  }

  #showState(state: PaneState): void {
    this.#lay(JSON.stringify(state), () =>
      noticeFor(state, this.#pane.where, this.#context.strings, {
        reopen: () => this.#context.reopen(this.id),
        accept: (fingerprint) => this.#context.acceptHost(this.id, fingerprint),
      }),
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
