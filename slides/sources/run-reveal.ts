import type { PaneId, StepId } from "#core/ids.ts";
import { revealed, type BackgroundRun, type RunChunk } from "#core/show/background-run.ts";
import type { LivePane } from "./live-pane.ts";

export interface RevealParts {
  readonly pane: PaneId;
  readonly step: StepId;
  /** What the step has printed so far; null where nobody knows. */
  readonly ask: () => Promise<BackgroundRun | null>;
  /** It is over, and the shell draws its pane again. */
  readonly over: () => void;
}

/**
 * One background step that comes to light in one pane: the screen that it found, then, when it is `play`ed, what it has
 * printed so far, squeezed into a few seconds; then the shell goes on from just there. Nothing of it runs anything.
 */
export class RunReveal {
  readonly pane: PaneId;
  readonly step: StepId;
  readonly #ask: RevealParts["ask"];
  readonly #over: () => void;
  #live: LivePane | null = null;
  #run: BackgroundRun | null = null;
  #playing = false;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ pane, step, ask, over }: RevealParts) {
    this.pane = pane;
    this.step = step;
    this.#ask = ask;
    this.#over = over;
    this.#hear(() => this.#drawStart());
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Draws here. A pane that is shown anew while its run is played shows the end of it. */
  drawOn(live: LivePane): void {
    if (this.#live && this.#playing) {
      this.end();
      return;
    }
    this.#live = live;
    live.hold();
    this.#drawStart();
  }

  /** What was printed while it waited is played too. */
  play(): void {
    if (this.#playing || this.#isOver) return;
    this.#playing = true;
    this.#hear(() => {
      this.#drawStart();
      this.#playFromStart();
    });
  }

  /** Shows the end at once: the shell's own screen. */
  end(): void {
    this.#finish(null);
  }

  #hear(then: () => void): void {
    this.#ask().then(
      (run) => {
        if (this.#isOver) return;
        this.#run = run;
        if (run) then();
        else this.end();
      },
      () => this.end(),
    );
  }

  #drawStart(): void {
    if (this.#run) this.#live?.draw(this.#run.screen, true);
  }

  #playFromStart(): void {
    const run = this.#run;
    if (!run) return;
    if (this.#live) this.#playFrom(run, revealed(run), performance.now());
    else this.end();
  }

  #playFrom(run: BackgroundRun, chunks: readonly RunChunk[], startedAt: number): void {
    const nowMs = performance.now() - startedAt;
    const coming = chunks.findIndex(([dueMs]) => dueMs > nowMs);
    const due = coming < 0 ? chunks : chunks.slice(0, coming);
    if (due.length > 0) this.#live?.draw(due.map(([, text]) => text).join(""), false);
    const rest = chunks.slice(due.length);
    const [next] = rest;
    if (next) this.#timer = setTimeout(() => this.#playFrom(run, rest, startedAt), next[0] - nowMs);
    else this.#finish(run);
  }

  /** @param drawn the run that was drawn whole: nothing before its end is asked for again. */
  #finish(drawn: BackgroundRun | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#live?.release(drawn);
    this.#over();
  }
}
