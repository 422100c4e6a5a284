import type { PageDeck, PageScene } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { BackgroundRun } from "#core/show/background-run.ts";
import type { LivePane } from "./live-pane.ts";
import { RunReveal } from "./run-reveal.ts";
import type { Place, Reveals } from "./source.ts";

export interface RevealsParts {
  readonly page: Pick<PageDeck, "slides">;
  readonly runOf: (step: StepId) => Promise<BackgroundRun | null>;
  readonly paneOf: (pane: PaneId) => LivePane | undefined;
  /** Whether the step has begun in its shell, and its pane is this window's to draw. */
  readonly isThere: (step: StepId, pane: PaneId) => boolean;
  readonly changed: () => void;
}

/**
 * The background steps of live panes that come to light in this window. When the slide comes, the pane shows the screen
 * that its step found; with the step's fragment, its run so far. Each is shown so once: later only its end is.
 */
export class LiveReveals implements Reveals {
  readonly #parts: RevealsParts;
  readonly #reveals = new Map<PaneId, RunReveal>();
  readonly #seen = new Set<StepId>();

  constructor(parts: RevealsParts) {
    this.#parts = parts;
  }

  reveal(step: StepId): void {
    const pane = this.#paneOf(step);
    if (pane === undefined || !this.#isNew(step, pane)) return;
    const reveal = this.#revealOf(step) ?? this.#begin(step, pane);
    this.#seen.add(step);
    reveal.play();
    this.#parts.changed();
  }

  isRevealing(step: StepId): boolean {
    return this.#revealOf(step)?.playing === true;
  }

  finish(step: StepId): void {
    this.#revealOf(step)?.end();
  }

  /** The pane is drawn on another screen. */
  shown(pane: PaneId, live: LivePane): void {
    this.#reveals.get(pane)?.drawOn(live);
  }

  /** Something else happens in the pane: its shell draws. */
  endIn(pane: PaneId): void {
    this.#reveals.get(pane)?.end();
  }

  /** The deck came from another slide. */
  arrived({ slide, shown }: Place): void {
    for (const reveal of [...this.#reveals.values()]) reveal.end();
    for (const { pane, steps } of this.#parts.page.slides[slide]?.scenes ?? []) {
      const [first] = steps;
      if (first?.inBackground && !shown.includes(first.id) && this.#isNew(first.id, pane))
        this.#begin(first.id, pane);
    }
  }

  /** The deck moved on its slide: what was shown otherwise than by `reveal`, or was taken back, is over. */
  moved({ shown }: Place): void {
    for (const reveal of [...this.#reveals.values()])
      if (reveal.playing !== shown.includes(reveal.step)) reveal.end();
  }

  #isNew(step: StepId, pane: PaneId): boolean {
    return !this.#seen.has(step) && this.#parts.isThere(step, pane);
  }

  #begin(step: StepId, pane: PaneId): RunReveal {
    this.endIn(pane);
    const over = (): void => {
      if (this.#reveals.get(pane) === reveal) this.#reveals.delete(pane);
      this.#parts.changed();
    };
    const reveal = new RunReveal({ pane, step, ask: () => this.#parts.runOf(step), over });
    this.#reveals.set(pane, reveal);
    const live = this.#parts.paneOf(pane);
    if (live) reveal.drawOn(live);
    return reveal;
  }

  #revealOf(step: StepId): RunReveal | undefined {
    return [...this.#reveals.values()].find((reveal) => reveal.step === step);
  }

  #paneOf(step: StepId): PaneId | undefined {
    const isOf = ({ steps }: PageScene): boolean =>
      steps.some(({ id, inBackground }) => id === step && inBackground);
    return this.#parts.page.slides.flatMap(({ scenes }) => scenes).find(isOf)?.pane;
  }
}
