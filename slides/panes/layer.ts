import "@xterm/xterm/css/xterm.css";
import "./panes.css";
import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck, PageStep } from "#core/deck/page.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";
import { isBusy } from "#core/steps/machine.ts";
import { element } from "../ui/elements.ts";
import type { PaneContext } from "./context.ts";
import { PaneView } from "./pane-view.ts";
import { slotBox } from "./slot.ts";
import { loadTerminalType } from "./type.ts";

const TICK_MS = 250;

/**
 * The panes, laid over the slides and outside of reveal.js's scaled box: under a CSS transform the mouse,
 * the selection and the links of a terminal would be wrong.
 */
export class PaneLayer {
  readonly #root = element("div", "pane-layer");
  readonly #slides: HTMLElement;
  readonly #context: PaneContext;
  readonly #views = new Map<PaneId, PaneView>();
  #page: PageDeck;
  #section: HTMLElement | null = null;
  #shown: readonly StepId[] = [];
  #chosen: PaneId | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(slides: HTMLElement, page: PageDeck, context: PaneContext) {
    this.#slides = slides;
    this.#page = page;
    this.#context = context;
    slides.after(this.#root);
    context.source?.onChange(() => this.refresh());
    document.addEventListener("mousedown", (event) => this.#holdFocus(event));
    document.fonts.addEventListener("loadingdone", () => {
      for (const view of this.#views.values()) view.terminal.remeasure();
    });
  }

  /** @param slides reveal.js's `.slides`. */
  static async open(
    slides: HTMLElement,
    page: PageDeck,
    context: Omit<PaneContext, "cell">,
  ): Promise<PaneLayer> {
    return new PaneLayer(slides, page, { ...context, cell: await loadTerminalType() });
  }

  /** Shows the panes of this slide. A pane that was there before stays as it is, with its terminal. */
  arrange(section: HTMLElement, shown: readonly StepId[], scale: number): void {
    if (section !== this.#section) this.#chosen = null;
    this.#section = section;
    this.#shown = shown;
    const slots = this.#slots();
    const wanted = new Set(slots.map(({ view }) => view));
    for (const view of this.#views.values()) {
      if (!wanted.has(view)) view.shown = false;
      if (!wanted.has(view) && view.hasKeyboard) void this.giveKeyboardBack();
    }
    this.layout(scale);
    this.refresh();
    requestAnimationFrame(() => {
      for (const view of wanted) if (this.#isOnSlide(view)) view.shown = true;
    });
  }

  /** Puts each pane over its slot again. */
  layout(scale: number): void {
    this.#root.style.setProperty("--u", `${scale}px`);
    const slots = this.#slots();
    for (const { slot, view } of slots) {
      view.place(slotBox(slot, this.#slides, this.#root, scale), { scale, count: slots.length });
    }
    this.#markChosen();
  }

  /** While slides are seen as small pictures, or not at all. */
  set hidden(hidden: boolean) {
    this.#root.classList.toggle("hidden", hidden);
  }

  /** The talk was edited: panes keep their terminals. */
  update(page: PageDeck): void {
    this.#page = page;
    for (const [name, view] of this.#views) {
      const pane = page.panes[name];
      if (pane) view.update(pane);
    }
  }

  view(pane: PaneId): PaneView | undefined {
    return this.#views.get(pane);
  }

  /** The pane that a key means: the chosen one, else that of the last step shown, else the first on the slide. */
  get current(): PaneView | null {
    const views = this.#onSlide();
    const last = this.#shown.at(-1);
    const of = last === undefined ? undefined : this.#steps().find((step) => step.id === last)?.pane;
    return (
      views.find((view) => view.id === this.#chosen) ??
      views.find((view) => view.id === of) ??
      views[0] ??
      null
    );
  }

  get withKeyboard(): PaneView | null {
    return [...this.#views.values()].find((view) => view.hasKeyboard) ?? null;
  }

  /** @param place from 0, in the order of the slide. */
  choose(place: number): boolean {
    const view = this.#onSlide()[place];
    if (!view) return false;
    this.#chosen = view.id;
    this.#markChosen();
    return true;
  }

  async takeKeyboard(view: PaneView): Promise<void> {
    if (view.hasKeyboard || !this.#context.source) return;
    await this.giveKeyboardBack();
    const answer = await this.#context.source.keyboard(view.id, true);
    if (answer.ok && this.#isOnSlide(view)) view.setKeyboard(true);
    if (!answer.ok) view.refuse(answer.why);
    this.refresh();
  }

  async giveKeyboardBack(): Promise<void> {
    const view = this.withKeyboard;
    if (!view) return;
    // Here at once, whatever the server says: the presenter must get the deck back.
    view.setKeyboard(false);
    this.refresh();
    await this.#context.source?.keyboard(view.id, false);
  }

  /** Reads every pane's state again, and goes on by itself while a clock runs. */
  refresh(): void {
    clearTimeout(this.#timer);
    let moving = false;
    let fast = false;
    for (const view of this.#onSlide()) {
      const changing = view.refresh(this.#stepIn(view.id));
      moving ||= changing;
      fast ||= changing && Boolean(this.#context.source?.recording(view.id));
    }
    if (moving) this.#timer = setTimeout(() => this.refresh(), fast ? TICK_MS / 4 : TICK_MS);
  }

  /** A click beside the terminal takes the focus from it, and the next key would be lost. */
  #holdFocus(event: MouseEvent): void {
    const { target } = event;
    if (!this.withKeyboard || !(target instanceof Element)) return;
    if (!target.closest("input, textarea, .xterm, [role=slider]")) event.preventDefault();
  }

  #stepIn(pane: PaneId): StepId | null {
    const steps = this.#steps().filter((step) => step.pane === pane);
    const shown = steps.filter((step) => this.#shown.includes(step.id)).at(-1);
    if (shown) return shown.id;
    const { source } = this.#context;
    return steps.find((step) => source && isBusy(source.step(step.id)))?.id ?? null;
  }

  #steps(): PageStep[] {
    return stepsOf(this.#page);
  }

  #slots(): { readonly slot: HTMLElement; readonly view: PaneView }[] {
    if (!this.#section) return [];
    return [...this.#section.querySelectorAll<HTMLElement>(".pane-slot")].flatMap((slot) => {
      const view = this.#viewOf(id<"pane">(slot.dataset.pane ?? ""));
      return view ? [{ slot, view }] : [];
    });
  }

  #viewOf(name: PaneId): PaneView | null {
    const known = this.#views.get(name);
    if (known) return known;
    const pane = this.#page.panes[name];
    if (!pane) return null;
    const view = new PaneView(pane, this.#context);
    view.element.addEventListener("pointerdown", () => {
      this.#chosen = name;
      this.#markChosen();
    });
    this.#views.set(name, view);
    this.#root.append(view.element);
    return view;
  }

  #onSlide(): PaneView[] {
    return this.#slots().map(({ view }) => view);
  }

  #isOnSlide(view: PaneView): boolean {
    return this.#onSlide().includes(view);
  }

  #markChosen(): void {
    const several = this.#onSlide().length > 1;
    for (const view of this.#views.values()) {
      view.element.classList.toggle("chosen", several && view === this.current);
    }
  }
}
