import type { ReplayRules } from "#core/deck/model.ts";
import type { BusyStep } from "#core/steps/machine.ts";
import { REVEAL_MS, TYPING_MS } from "#core/show/background-run.ts";
import { segmentAt, type PlaybackPane, type PlaybackStep, type Segment } from "#core/takes/playback.ts";
import { rulesToFit } from "#core/takes/squeeze.ts";
import type { Disposable, Screen } from "../source.ts";
import { CommandLine } from "./command-line.ts";
import { paint } from "./painter.ts";
import { perform, type Clock, type Mark, type Pace, type Stage } from "./performance.ts";
import { onwardsTo, shortestWay, wholeWay, type Standing } from "./way.ts";

/** The screen is drawn by then, and whoever drags the scrubber has stopped; nobody has reached for the scrollback. */
const WHOLE_AFTER_MS = 150;

/** Where a pane's segments come from. */
export interface Segments {
  load(index: number): Promise<Segment>;
  prepare(index: number): void;
}

export interface PlayerEvents {
  /** A step was entered, or has ended. */
  mark(step: PlaybackStep, mark: Mark["name"]): void;
  moved(): void;
  /** A sentence: a part of the recording could not be had. Null when the next one could. */
  trouble(why: string | null): void;
}

/** What the terminal shows when it has parsed all that was written: every event up to `ms`, in segment `index`. */
interface Drawn extends Standing {
  readonly index: number;
}

/**
 * One pane of a take on one screen. Each thing asked for makes a new generation: what an older one still waits for
 * never reaches the screen.
 */
export class PanePlayer {
  readonly about: PlaybackPane;
  readonly #segments: Segments;
  readonly #clock: Clock;
  readonly #rules: ReplayRules;
  readonly #events: PlayerEvents;
  #screen: Screen | null = null;
  #positionMs: number;
  #drawn: Drawn | null = null;
  #generation = 0;
  #wake: () => void = nothing;
  #scrollback: Disposable | null = null;
  #playing: PlaybackStep | null = null;
  #inShort = false;

  constructor(
    about: PlaybackPane,
    given: { segments: Segments; clock: Clock; rules: ReplayRules; events: PlayerEvents; positionMs: number },
  ) {
    this.about = about;
    this.#segments = given.segments;
    this.#clock = given.clock;
    this.#rules = given.rules;
    this.#events = given.events;
    this.#positionMs = given.positionMs;
  }

  get positionMs(): number {
    return this.#positionMs;
  }

  /** The step that is played now. */
  get playing(): PlaybackStep | null {
    return this.#playing;
  }

  /** Draws here from now on. A step that is played goes on from where it is. */
  show(screen: Screen): Disposable {
    this.#screen = screen;
    this.#drawn = null;
    if (this.#playing) this.#perform(this.#playing, this.#positionMs);
    else void this.seek(this.#positionMs);
    return {
      dispose: () => {
        if (this.#screen === screen) this.#screen = null;
      },
    };
  }

  /** Loads what is drawn first at `ms`. Rejects with a sentence when it cannot be had. */
  async prepare(ms: number): Promise<void> {
    await this.#segments.load(segmentAt(this.about.segments, ms));
  }

  /**
   * Shows the pane as it was at `ms`; what is played stops. Resolves when the screen has it; where its scrollback is
   * long, that follows a moment later.
   */
  async seek(ms: number): Promise<void> {
    const generation = this.#begin(null);
    this.#positionMs = ms;
    this.#events.moved();
    await this.#draw(ms, generation, shortestWay);
    if (generation !== this.#generation || this.#drawn?.whole !== false) return;
    this.#scrollback = this.#clock.after(WHOLE_AFTER_MS, () => void this.#draw(ms, generation, wholeFrom));
  }

  /** Plays a step from the screen before it, or from where it is by now elsewhere; in a few seconds, if `inShort`. */
  play(step: PlaybackStep, inShort: boolean, onItsWay: BusyStep | null = null): void {
    this.#inShort = inShort;
    this.#perform(step, step.readyMs, onItsWay);
  }

  /** Goes to the end of what is played, at once. */
  finish(): PlaybackStep | null {
    const step = this.#playing;
    if (step) void this.seek(step.settledMs);
    return step;
  }

  #begin(playing: PlaybackStep | null): number {
    this.#playing = playing;
    this.#generation++;
    this.#wake();
    this.#scrollback?.dispose();
    this.#scrollback = null;
    return this.#generation;
  }

  #perform(step: PlaybackStep, fromMs: number, onItsWay: BusyStep | null = null): void {
    const generation = this.#begin(step);
    this.#positionMs = fromMs;
    void this.#performFrom(step, fromMs, generation, onItsWay);
  }

  async #performFrom(
    step: PlaybackStep,
    fromMs: number,
    generation: number,
    onItsWay: BusyStep | null,
  ): Promise<void> {
    const current = () => generation === this.#generation;
    await this.#draw(fromMs, generation, wholeFrom);
    if (!current()) return;
    try {
      const pace = this.#inShort
        ? await this.#paceInShort(step, fromMs)
        : { rules: this.#rules, types: null };
      if (current()) await perform(step, fromMs, pace, this.#stage(step, current), onItsWay);
    } catch (cause) {
      if (!current()) return;
      this.#drawn = null;
      this.#events.trouble(sentence(cause));
      this.#events.mark(step, "end");
    }
    if (!current()) return;
    this.#playing = null;
    this.#positionMs = step.settledMs;
    this.#events.moved();
  }

  #stage(step: PlaybackStep, current: () => boolean): Stage {
    return {
      current,
      clock: this.#clock,
      screen: () => this.#screen,
      segments: this.about.segments,
      load: async (index) => {
        this.#segments.prepare(index + 1);
        return this.#segments.load(index);
      },
      sleep: (ms) => this.#sleep(ms),
      reached: (ms) => {
        this.#positionMs = ms;
        this.#events.moved();
      },
      drawn: (drawn) => (this.#drawn = this.#screen && drawn ? { ...drawn, whole: true } : null),
      mark: (mark) => this.#events.mark(step, mark),
    };
  }

  /** Of the whole run, also where it is played from the middle: every window plays it in the same rhythm. */
  async #paceInShort(step: PlaybackStep, fromMs: number): Promise<Pace> {
    const { startMs, enterMs, stopMs, settledMs, lines } = step;
    const { segments } = this.about;
    const last = segmentAt(segments, settledMs);
    const moments = [startMs, enterMs ?? startMs, stopMs];
    for (let index = segmentAt(segments, startMs); index <= last; index++) {
      const { events } = await this.#segments.load(index);
      moments.push(...events.map(([atMs]) => atMs).filter((atMs) => atMs > startMs && atMs <= settledMs));
    }
    moments.sort((one, other) => one - other);
    const silencesMs = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? atMs));
    const rules = rulesToFit(silencesMs, REVEAL_MS - TYPING_MS);
    return { rules, types: fromMs < startMs ? new CommandLine(lines.length) : null };
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(ms, resolve);
      this.#wake = () => {
        timer.dispose();
        resolve();
      };
    });
  }

  async #draw(ms: number, generation: number, way: FindWay): Promise<void> {
    const screen = this.#screen;
    if (!screen) return;
    const current = () => generation === this.#generation && screen === this.#screen;
    const index = segmentAt(this.about.segments, ms);
    let segment: Segment;
    try {
      segment = await this.#segments.load(index);
      this.#events.trouble(null);
    } catch (cause) {
      if (current()) this.#events.trouble(sentence(cause));
      return;
    }
    if (!current()) return;
    const { strokes, afresh, whole } = way(
      segment,
      ms,
      screen,
      this.#drawn?.index === index ? this.#drawn : null,
    );
    // Unknown until the last stroke is written.
    this.#drawn = null;
    await paint(screen, strokes, { afresh, current, written: () => (this.#drawn = { index, ms, whole }) });
  }
}

type FindWay = typeof shortestWay;

/** With its scrollback: from what is there, if that has its own, else anew. */
const wholeFrom: FindWay = (segment, ms, size, from) =>
  (from?.whole ? onwardsTo(segment, ms, size, from) : null) ?? wholeWay(segment, ms);

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function nothing(): void {
  // No timer is set.
}
