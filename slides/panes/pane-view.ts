import type { PagePane } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Size } from "#core/protocol/messages.ts";
import { idle } from "#core/steps/machine.ts";
import type { Disposable } from "../sources/source.ts";
import { element } from "../ui/elements.ts";
import { day } from "../ui/time.ts";
import { Bar } from "./bar.ts";
import { isRecorded, type PaneContext } from "./context.ts";
import { sizeFor, wishedType, type Room } from "./fit.ts";
import { noticeFor, quiet } from "./notice.ts";
import { screenOf } from "./screen.ts";
import { Scrubber } from "./scrubber.ts";
import { SearchBox } from "./search-box.ts";
import type { Box } from "./slot.ts";
import { measureAgain, openTerminal, type StageTerminal } from "./terminal.ts";
import { Toast } from "./toast.ts";
import { fitType } from "./type-size.ts";

const ZOOM_STEP = 1.12;
/** So long a wished size may take before the type is fitted to the size that is there. */
const RESIZED_WITHIN_MS = 400;

/** One pane on the stage: its terminal and everything around it. It lives on while other slides are shown. */
export class PaneView {
  readonly element: HTMLElement;
  readonly #context: PaneContext;
  readonly #bar: Bar;
  readonly #host = element("div", "pane-screen");
  readonly #body = element("div", "pane-body", this.#host);
  readonly #toast = new Toast();
  readonly #scrubber: Scrubber | null;
  #pane: PagePane;
  #stage: StageTerminal | null = null;
  #search: SearchBox | null = null;
  #attached: Disposable | null = null;
  #notice: { readonly key: string; readonly element: HTMLElement | null } = { key: "", element: null };
  #wish: Size | null = null;
  /** Asked for, and not yet there. */
  #awaited: Size | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #zoom = 1;
  /** The slide's scale, and how many panes share the slide. */
  #setting = { scale: 1, count: 1 };
  #keyboard = false;

  constructor(pane: PagePane, context: PaneContext) {
    this.#pane = pane;
    this.#context = context;
    const { source, strings } = context;
    this.#bar = new Bar(strings, () => context.takeKeyboard(pane.id));
    this.#scrubber = isRecorded(source)
      ? new Scrubber(strings.timeline(pane.title), (ms) => void source.seek(pane.id, ms))
      : null;
    this.#body.append(this.#toast.element);
    this.element = element("article", "pane", this.#bar.element, this.#body);
    if (this.#scrubber) this.element.append(this.#scrubber.element);
    this.element.dataset.pane = pane.id;
    this.update(pane);
  }

  get id(): PaneId {
    return this.#pane.id;
  }

  get hasKeyboard(): boolean {
    return this.#keyboard;
  }

  /** The pane as the talk says it now. */
  update(pane: PagePane): void {
    this.#pane = pane;
    this.#bar.name(pane.title, pane.where);
    if (this.#context.source) this.#bar.origin(this.#origin());
    else this.#bar.empty();
    this.element.setAttribute("aria-label", `${pane.title} (${pane.where})`);
    if (this.#stage) this.#stage.terminal.options.scrollback = pane.scrollback;
  }

  /** Puts the pane over its slot and fits the terminal into it. */
  place(box: Box, scale: number, count: number): void {
    const { style } = this.element;
    style.left = `${box.left}px`;
    style.top = `${box.top}px`;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    this.#setting = { scale, count };
    this.#fit();
  }

  /** Shows how the pane and `step` are doing. True while something in it changes by itself. */
  refresh(step: StepId | null): boolean {
    const { source, strings } = this.#context;
    if (!source) {
      this.#say("none", () => quiet(this.#context.trouble));
      return false;
    }
    const state = source.pane(this.id);
    const at = step === null ? idle : source.step(step);
    if (this.#keyboard && state.at !== "open") this.setKeyboard(false);
    this.#bar.show({ pane: state, step: at, now: source.now(), keyboard: this.#keyboard });
    this.element.dataset.at = state.at;
    this.element.dataset.step = at.at;
    this.#say(JSON.stringify(state), () =>
      noticeFor(state, this.#pane.where, strings, {
        reopen: () => this.#context.reopen(this.id),
        accept: (fingerprint) => this.#context.acceptHost(this.id, fingerprint),
      }),
    );
    const timeline = isRecorded(source) ? source.timeline(this.id) : null;
    if (this.#scrubber) this.#scrubber.element.hidden = timeline === null;
    if (timeline) this.#scrubber?.show(timeline);
    return at.at === "running" || (timeline?.playing ?? false);
  }

  setKeyboard(taken: boolean): void {
    this.#keyboard = taken;
    this.element.classList.toggle("has-keyboard", taken);
    const terminal = this.#stage?.terminal;
    if (!terminal) return;
    terminal.options.disableStdin = !taken;
    if (taken) terminal.focus();
    else terminal.blur();
  }

  /** Changes the type size by steps; 0 gives the usual one back. */
  zoom(steps: number): void {
    const zoom = steps === 0 ? 1 : this.#zoom * ZOOM_STEP ** steps;
    this.#zoom = Math.min(3, Math.max(0.4, zoom));
    this.#fit();
  }

  search(): void {
    this.#search?.open();
  }

  /** The selected text, or "". */
  get selection(): string {
    return this.#stage?.terminal.getSelection() ?? "";
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

  /** After a font has come in: widths were measured with another one. */
  remeasure(): void {
    if (!this.#stage) return;
    measureAgain(this.#stage.terminal);
    this.#fit();
  }

  #fit(): void {
    const room = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    if (room.width < 20 || room.height < 20) return;
    const wish = this.#wished(room);
    this.#open(wish);
    const stage = this.#stage;
    if (!stage) return;
    if (this.#isElastic && !same(wish, this.#wish)) this.#await(wish);
    this.#wish = wish;
    const { cols, rows } = stage.terminal;
    fitType(stage.terminal, {
      room,
      size: this.#awaited ?? { cols, rows },
      cell: this.#context.cell,
      zoom: this.#isElastic ? 1 : this.#zoom,
    });
    this.#body.classList.toggle("cropped", !this.#isElastic && this.#zoom > 1);
  }

  /** Asks for a size, and draws as if it were there: the type would jump twice else. */
  #await(wish: Size): void {
    clearTimeout(this.#patience);
    this.#awaited = wish;
    this.#patience = setTimeout(() => this.#settle(), RESIZED_WITHIN_MS);
    this.#context.source?.resize(this.id, wish);
  }

  /** The terminal has the size that holds, wished or not. */
  #settle(): void {
    clearTimeout(this.#patience);
    this.#awaited = null;
    this.#fit();
  }

  #wished(room: Room): Size {
    const { size } = this.#pane;
    if (size.kind === "fixed") return { cols: size.cols, rows: size.rows };
    const px = wishedType(this.#setting.count) * this.#setting.scale * this.#zoom;
    return sizeFor(room, px, this.#context.cell);
  }

  /** Whether another type size means other columns and rows, not a larger or smaller picture of the same. */
  get #isElastic(): boolean {
    return this.#pane.size.kind === "auto" && this.#context.source?.kind === "live";
  }

  #open(size: Size): void {
    const { source, strings } = this.#context;
    if (this.#stage || !source) return;
    this.#wish = size;
    const px = wishedType(1) * this.#setting.scale;
    const stage = openTerminal(this.#host, { size, px, scrollback: this.#pane.scrollback });
    this.#stage = stage;
    stage.terminal.onData((data) => {
      if (this.#keyboard) source.input(this.id, data);
    });
    stage.terminal.textarea?.addEventListener("blur", () => setTimeout(() => this.#keepFocus(), 0));
    this.#search = new SearchBox(stage.search, strings, () => this.#keepFocus());
    this.#body.append(this.#search.element);
    this.#attached?.dispose();
    this.#attached = source.show(
      this.id,
      screenOf(stage.terminal, () => this.#settle()),
    );
  }

  /** A click beside the terminal must not leave the presenter typing into nothing. */
  #keepFocus(): void {
    const active = document.activeElement;
    if (!this.#keyboard || active?.matches("input, textarea, select, [role=slider]")) return;
    this.#stage?.terminal.focus();
  }

  #say(key: string, make: () => HTMLElement | null): void {
    if (this.#notice.key === key) return;
    this.#notice.element?.remove();
    const made = make();
    this.#notice = { key, element: made };
    if (made) this.#body.append(made);
  }

  #origin(): string | null {
    const { source, language } = this.#context;
    if (!isRecorded(source)) return null;
    return `${day(source.about.recordedAt, language)} · ${source.about.recordedOn}`;
  }
}

function same(a: Size, b: Size | null): boolean {
  return a.cols === b?.cols && a.rows === b.rows;
}
