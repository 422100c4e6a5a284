import {
  join,
  nextFeed,
  tickMs,
  type FeedEffect,
  type FeedEvent,
  type FeedRules,
  type FeedState,
} from "#core/feed/feed.ts";
import type { OutputLog } from "#core/feed/output-log.ts";
import type { Epoch } from "#core/ids.ts";
import type { Position, Size } from "#core/protocol/messages.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { ScreenFeed } from "./screen-feed.ts";

/** Who is given a pane's output: a window of the deck, or the recorder. */
export interface Watcher {
  /** Lines above the screen that it wants; all that are kept where it does not say. */
  readonly scrollback?: number;
  /** It can wait: it hears of output when all others have. */
  readonly patient?: true;
  output(at: Position, data: string): void;
  /** `full` if the scrollback is in it. */
  screen(at: Position, size: Size, data: string, full: boolean): void;
  resized(at: Position, size: Size): void;
  /** From here on screens stand for output that is left out. */
  lags?(): void;
}

export interface FeedSource {
  readonly epoch: Epoch;
  readonly log: OutputLog;
  readonly screens: ScreenFeed;
  readonly scrollback: number;
}

/** Performs the feed machine for one watcher of one pane (see `core/feed/feed.ts`). */
export class WindowFeed implements Disposable {
  readonly #source: FeedSource;
  readonly #watcher: Watcher;
  readonly #clock: Clock;
  readonly #rules: FeedRules;
  #state: FeedState = { at: "waiting" };
  #size: Size | null = null;
  #tick: Disposable | null = null;
  #gone = false;

  constructor(source: FeedSource, watcher: Watcher, clock: Clock, rules: FeedRules) {
    this.#source = source;
    this.#watcher = watcher;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Joins and brings the watcher up to date, in one go: nothing printed in between is lost or doubled. */
  join(have: number | null): void {
    this.#enter(join(have !== null && this.#source.log.from(have) !== null ? have : null));
  }

  get follows(): boolean {
    return this.#state.at === "following";
  }

  printed(start: number, end: number): void {
    this.#apply({ type: "output", at: this.#clock.now(), start, end });
  }

  ack(offset: number): void {
    this.#apply({ type: "acked", offset });
  }

  /** Calls `then` when the watcher has all that was printed so far: at once, unless it is given screens. */
  catchUp(then: () => void): void {
    if (this.#gone || this.#state.at !== "skipping") {
      then();
      return;
    }
    this.#source.screens.atEnd(() => {
      if (this.#state.at === "skipping") this.#sendScreen(true);
      then();
    });
  }

  /** The shell asks for its next command: who lags is shown that at once, and not when it is looked at next. */
  atPrompt(): void {
    if (this.#state.at !== "skipping") return;
    const { screens, log } = this.#source;
    screens.atEnd(() => this.#apply({ type: "atPrompt", end: log.end }));
  }

  /** The pane has another size from here on; said once to a watcher that follows. */
  resized(size: Size): void {
    if (this.#state.at !== "following" || sameSize(this.#size, size)) return;
    this.#size = size;
    this.#watcher.resized(this.#at(this.#source.log.end), size);
  }

  dispose(): void {
    this.#gone = true;
    this.#tick?.dispose();
  }

  #apply(event: FeedEvent): void {
    if (!this.#gone) this.#enter(nextFeed(this.#state, event, this.#rules));
  }

  #enter([state, effects]: [FeedState, FeedEffect[]]): void {
    const lags = this.#state.at === "following" && state.at === "skipping";
    this.#state = state;
    if (lags) this.#watcher.lags?.();
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: FeedEffect): void {
    switch (effect.do) {
      case "sendOutput":
        this.#sendOutput(effect.from);
        return;
      case "sendScreen":
        this.#sendScreen(effect.full);
        return;
      case "tick":
        this.#tick?.dispose();
        this.#tick = this.#clock.after(tickMs, () =>
          this.#apply({ type: "tick", end: this.#source.log.end }),
        );
        return;
    }
  }

  #at(offset: number): Position {
    return { epoch: this.#source.epoch, offset };
  }

  #sendOutput(from: number): void {
    const data = this.#source.log.from(from);
    if (data === null) this.#sendScreen(true);
    else if (data !== "") this.#watcher.output(this.#at(from), data);
  }

  #sendScreen(full: boolean): void {
    const { log, screens } = this.#source;
    const scrollback = Math.min(this.#source.scrollback, this.#watcher.scrollback ?? Infinity);
    screens.soon(({ offset, size, serialize }) => {
      if (this.#gone) return;
      this.#size = size;
      this.#watcher.screen(this.#at(offset), size, serialize(full ? scrollback : 0), full);
      this.#apply({ type: "screenSent", offset, full, end: log.end });
    });
  }
}

function sameSize(one: Size | null, other: Size): boolean {
  return one?.cols === other.cols && one.rows === other.rows;
}
