/** Plays the recorded events of one step in their rhythm, with long waits made short. */
import type { ReplayRules } from "#core/deck/model.ts";
import type { BusyStep } from "#core/steps/machine.ts";
import {
  isResize,
  segmentAt,
  type PlaybackStep,
  type Segment,
  type SegmentEntry,
  type SegmentEvent,
} from "#core/takes/playback.ts";
import { squeezedMs } from "#core/takes/squeeze.ts";
import type { Disposable, Screen } from "../source.ts";
import type { CommandLine } from "./command-line.ts";
import { write } from "./painter.ts";

export interface Clock {
  now(): number;
  after(ms: number, then: () => void): Disposable;
}

/** A moment in a step that is no output: Enter was pressed, or the prompt came back. */
export interface Mark {
  readonly atMs: number;
  readonly name: "enter" | "end";
}

export interface Stage {
  /** False as soon as something else is wanted on this pane. */
  current(): boolean;
  readonly clock: Clock;
  readonly segments: readonly SegmentEntry[];
  screen(): Screen | null;
  load(index: number): Promise<Segment>;
  sleep(ms: number): Promise<void>;
  /** Everything up to here has happened. */
  reached(ms: number): void;
  /** What the terminal will show; null while two events of one moment are apart. */
  drawn(drawn: { index: number; ms: number } | null): void;
  mark(name: Mark["name"]): void;
}

/** A shorter wait is not worth a timer: what follows is drawn with what came before. */
const SHORTEST_WAIT_MS = 4;
/** The terminal is waited for after so much text, so that a flood neither freezes the page nor piles up. */
const BURST_CHARACTERS = 64 * 1024;

/** How a run is played. */
export interface Pace {
  readonly rules: ReplayRules;
  /** Types the command line, which came at once; null where it was typed when it was recorded. */
  readonly types: CommandLine | null;
}

/**
 * Plays what comes after `fromMs`, for a screen that shows that moment. Rejects when a segment cannot be loaded.
 * @param onItsWay since when it plays elsewhere: what is over there is drawn at once, and the rest when it is due.
 */
export async function perform(
  step: PlaybackStep,
  fromMs: number,
  { rules, types }: Pace,
  stage: Stage,
  onItsWay: BusyStep | null = null,
): Promise<void> {
  const beat = new Beat(rules, Math.max(fromMs, step.startMs), stage, onItsWay);
  const pen = new Pen(stage, fromMs);
  const marks = marksOf(step).filter(({ atMs }) => atMs > fromMs);

  const pass = async (atMs: number) => {
    const wait = beat.waitFor(atMs);
    if (wait > SHORTEST_WAIT_MS) {
      void pen.flush(atMs);
      await stage.sleep(wait);
    } else if (pen.length > BURST_CHARACTERS) {
      await pen.flush(atMs);
    }
    return stage.current();
  };
  const passMarks = async (untilMs: number) => {
    for (let mark = marks[0]; mark && mark.atMs <= untilMs; mark = marks[0]) {
      marks.shift();
      if (!(await pass(mark.atMs))) return false;
      if (mark.name === "enter") beat.enter();
      stage.mark(mark.name);
    }
    return stage.current();
  };

  const put = async (event: SegmentEvent) => {
    const head = isResize(event) ? null : types?.headOf(event[1]);
    if (!head || isResize(event)) return pen.put(event);
    for (const [afterMs, key] of head.keys) {
      const wait = beat.waitBesides(afterMs);
      if (wait > SHORTEST_WAIT_MS) {
        void pen.flush(event[0]);
        await stage.sleep(wait);
        if (!stage.current()) return;
      }
      await pen.put([event[0], key]);
    }
    beat.spend(head.typedMs);
    if (head.rest !== "") await pen.put([event[0], head.rest]);
  };

  const last = segmentAt(stage.segments, step.settledMs);
  for (let index = segmentAt(stage.segments, fromMs); index <= last; index++) {
    const segment = await stage.load(index);
    if (!stage.current()) return;
    pen.index = index;
    for (const event of segment.events) {
      if (event[0] <= fromMs) continue;
      if (event[0] > step.settledMs) break;
      if (!(await passMarks(event[0])) || !(await pass(event[0]))) return;
      await put(event);
      if (!stage.current()) return;
    }
  }
  if (!(await passMarks(Infinity))) return;
  await pen.flush(Infinity);
}

function marksOf(step: PlaybackStep): Mark[] {
  const enter: Mark[] = step.enterMs === null ? [] : [{ atMs: step.enterMs, name: "enter" }];
  return [...enter, { atMs: step.stopMs, name: "end" }];
}

/** When each recorded moment is due. Waits are summed up, so that late timers do not add to each other. */
class Beat {
  readonly #rules: ReplayRules;
  readonly #clock: Clock;
  #lastMs: number;
  #dueAt: number;
  /** When the step was entered elsewhere; what comes before that is waited for no more. */
  #enteredAt: number | null;

  constructor(
    rules: ReplayRules,
    fromMs: number,
    { clock }: Pick<Stage, "clock">,
    onItsWay: BusyStep | null,
  ) {
    this.#rules = rules;
    this.#clock = clock;
    this.#lastMs = fromMs;
    this.#dueAt = onItsWay?.at === "typing" ? onItsWay.since : clock.now();
    this.#enteredAt = onItsWay?.at === "running" ? onItsWay.since : null;
  }

  waitFor(atMs: number): number {
    this.#dueAt += squeezedMs(atMs - this.#lastMs, this.#rules);
    this.#lastMs = Math.max(this.#lastMs, atMs);
    return this.#enteredAt === null ? this.#dueAt - this.#clock.now() : 0;
  }

  /** How long it is until so much time is spent besides. */
  waitBesides(ms: number): number {
    return this.#enteredAt === null ? this.#dueAt + ms - this.#clock.now() : 0;
  }

  /** Time that the recording does not have: what comes later is due later. */
  spend(ms: number): void {
    this.#dueAt += ms;
  }

  enter(): void {
    if (this.#enteredAt !== null) this.#dueAt = this.#enteredAt;
    this.#enteredAt = null;
  }
}

/** Gathers text for the terminal, which parses few large pieces much faster than many small ones. */
class Pen {
  index = 0;
  readonly #stage: Stage;
  #texts: string[] = [];
  #length = 0;
  #ms: number;

  constructor(stage: Stage, fromMs: number) {
    this.#stage = stage;
    this.#ms = fromMs;
  }

  get length(): number {
    return this.#length;
  }

  async put(event: SegmentEvent): Promise<void> {
    if (isResize(event)) {
      await this.flush(event[0]);
      if (!this.#stage.current()) return;
      this.#stage.drawn(null);
      this.#stage.screen()?.resize(event[1], event[2]);
    } else {
      this.#texts.push(event[1]);
      this.#length += event[1].length;
    }
    this.#ms = event[0];
  }

  /** Writes what was gathered; `nextMs` is the moment of what comes next. Resolves when it is parsed. */
  flush(nextMs: number): Promise<void> {
    const text = this.#texts.join("");
    this.#texts = [];
    this.#length = 0;
    const screen = this.#stage.screen();
    const parsed = text === "" || !screen ? Promise.resolve() : write(screen, text);
    this.#stage.drawn(nextMs > this.#ms ? { index: this.index, ms: this.#ms } : null);
    this.#stage.reached(this.#ms);
    return parsed;
  }
}
