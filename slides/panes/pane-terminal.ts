import type { PagePane } from "#core/deck/page.ts";
import type { Size } from "#core/protocol/messages.ts";
import { element } from "../ui/elements.ts";
import type { PaneContext } from "./context.ts";
import { CursorSight } from "./cursor-sight.ts";
import { sizeFor, wishedType, type Room } from "./fit.ts";
import { screenOf } from "./screen.ts";
import { SearchBox } from "./search-box.ts";
import { measureAgain, openTerminal, textOf, wakeCursor, type StageTerminal } from "./terminal.ts";
import { fitType } from "./type-size.ts";

const ZOOM_STEP = 1.12;
/** So long a wished size may take before the type is fitted to the size that is there. */
const RESIZED_WITHIN_MS = 400;

/** How large a pane is drawn. */
export interface Setting {
  /** One of the slide's pixels, in pixels of the window. */
  readonly scale: number;
  /** How many panes share the slide. */
  readonly count: number;
}

/** The terminal in a pane's body: opened with the pane's first place, fitted into every later one. */
export class PaneTerminal {
  readonly body: HTMLElement;
  readonly #host = element("div", "pane-screen");
  readonly #context: PaneContext;
  #pane: PagePane;
  #stage: StageTerminal | null = null;
  #search: SearchBox | null = null;
  #sight: CursorSight | null = null;
  #setting: Setting = { scale: 1, count: 1 };
  #zoom = 1;
  /** What the source was told last. */
  #wish: Size | null = null;
  /** Asked for, and not yet there. */
  #awaited: Size | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #keyboard = false;
  #isAwake = false;

  constructor(pane: PagePane, context: PaneContext) {
    this.#pane = pane;
    this.#context = context;
    this.body = element("div", "pane-body", this.#host);
  }

  update(pane: PagePane): void {
    this.#pane = pane;
    if (this.#stage) this.#stage.terminal.options.scrollback = pane.scrollback;
    this.fit();
  }

  /** The body has a new place. */
  place(setting: Setting): void {
    this.#setting = setting;
    this.fit();
  }

  /** The pane is on the stage. */
  shown(): void {
    if (!this.#stage || this.#isAwake) return;
    this.#isAwake = true;
    wakeCursor(this.#stage.terminal);
  }

  /** Changes the type size by steps; 0 gives the usual one back. */
  zoom(steps: number): void {
    const zoom = steps === 0 ? 1 : this.#zoom * ZOOM_STEP ** steps;
    this.#zoom = Math.min(3, Math.max(0.4, zoom));
    this.fit();
    this.#sight?.restart();
  }

  get hasKeyboard(): boolean {
    return this.#keyboard;
  }

  setKeyboard(taken: boolean): void {
    this.#keyboard = taken;
    const terminal = this.#stage?.terminal;
    if (!terminal) return;
    terminal.options.disableStdin = !taken;
    if (taken) terminal.focus();
    else terminal.blur();
  }

  search(): void {
    this.#search?.open();
  }

  /** The selected text, or "". */
  get selection(): string {
    return this.#stage?.terminal.getSelection() ?? "";
  }

  /** All that is on the screen and above it, in lines as they were printed. */
  get text(): string {
    return this.#stage ? textOf(this.#stage.terminal) : "";
  }

  /** After a font has come in: widths were measured with another one. */
  remeasure(): void {
    if (!this.#stage) return;
    measureAgain(this.#stage.terminal);
    this.fit();
  }

  /** Another one draws here now: a recording in its own size, or the shell again in the one that is wished. */
  changeHands(): void {
    this.#settle();
  }

  fit(): void {
    const room = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    if (room.width < 20 || room.height < 20) return;
    const wish = this.#wished(room);
    if (!this.#stage) this.#open(wish);
    if (!this.#stage) return;
    if (this.#isElastic) {
      if (!same(wish, this.#wish)) this.#await(wish);
      this.#wish = wish;
    }
    const { cols, rows } = this.#stage.terminal;
    fitType(this.#stage.terminal, {
      room,
      size: this.#awaited ?? { cols, rows },
      cell: this.#context.cell,
      zoom: this.#isElastic ? 1 : this.#zoom,
    });
    this.#crop(room);
    Object.assign(this.body.dataset, { cols, rows });
  }

  /** A screen that is larger than its room is moved by wheel and finger, and goes along with its cursor. */
  #crop(room: Room): void {
    const wide = (this.#host.querySelector<HTMLElement>(".xterm-screen")?.offsetWidth ?? 0) > room.width;
    const cropped = !this.#isElastic && (this.#zoom > 1 || wide);
    this.body.classList.toggle("cropped", cropped);
    this.body.toggleAttribute("data-prevent-swipe", cropped);
    this.#sight?.fitted(cropped);
  }

  /** Asks for a size, and draws as if it were there: the type would jump twice else. */
  #await(wish: Size): void {
    clearTimeout(this.#patience);
    this.#awaited = wish;
    this.#patience = setTimeout(() => this.#settle(), RESIZED_WITHIN_MS);
    this.#context.source?.resize(this.#pane.id, wish);
  }

  /** The terminal has the size that holds, wished or not. */
  #settle(): void {
    clearTimeout(this.#patience);
    this.#awaited = null;
    this.fit();
  }

  #wished(room: Room): Size {
    const { size } = this.#pane;
    if (size.kind === "fixed") return { cols: size.cols, rows: size.rows };
    const px = wishedType(this.#setting.count) * this.#setting.scale * this.#zoom;
    return sizeFor(room, px, this.#context.cell);
  }

  /** Whether another type size means other columns and rows, not a larger or smaller picture of the same. */
  get #isElastic(): boolean {
    const { source, hand } = this.#context;
    return hand !== null && this.#pane.size.kind === "auto" && source?.recording(this.#pane.id) === null;
  }

  #open(size: Size): void {
    const { source, strings } = this.#context;
    if (!source) return;
    this.#wish = size;
    const px = wishedType(1) * this.#setting.scale;
    const stage = openTerminal(this.#host, { size, px, scrollback: this.#pane.scrollback });
    // Before the source draws: that may change the size, and so come back here.
    this.#stage = stage;
    const { terminal } = stage;
    terminal.onData((data) => {
      if (this.#keyboard) source.input(this.#pane.id, data);
    });
    terminal.textarea?.addEventListener("blur", () => setTimeout(() => this.#keepFocus(), 0));
    this.#sight = new CursorSight(this.#host, terminal);
    this.#search = new SearchBox(stage.search, strings, () => this.#keepFocus());
    this.body.append(this.#search.element);
    // Drawn as long as the page is there: a pane that is hidden now comes again with its next slide.
    source.show(
      this.#pane.id,
      screenOf(terminal, () => this.#settle()),
    );
  }

  /** A click beside the terminal must not leave the presenter typing into nothing. */
  #keepFocus(): void {
    const active = document.activeElement;
    if (!this.#keyboard || active?.matches("input, textarea, select, [role=slider]")) return;
    this.#stage?.terminal.focus();
  }
}

function same(a: Size, b: Size | null): boolean {
  return a.cols === b?.cols && a.rows === b.rows;
}
