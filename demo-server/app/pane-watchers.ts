import { windowRules, type FeedRules } from "#core/feed/feed.ts";
import type { Position, Size } from "#core/protocol/messages.ts";
import type { Clock } from "./ports.ts";
import { WindowFeed, type FeedSource, type Watcher } from "./window-feed.ts";

/** What the watchers of a pane see: the output of its newest shell. */
export interface WatchedShell extends FeedSource {
  /** Where the pane last changed its size: what was printed before cannot be drawn behind it. */
  readonly resizedAt: number;
}

/** The windows, and the recorder, that watch one pane. They stay from shell to shell. */
export class PaneWatchers {
  readonly #clock: Clock;
  readonly #rules = new Map<Watcher, FeedRules>();
  readonly #feeds = new Map<Watcher, WindowFeed>();
  #shell: WatchedShell | null = null;
  #size: Size;

  constructor(size: Size, clock: Clock) {
    this.#size = size;
    this.#clock = clock;
  }

  /** The newest; null before the first. */
  get shell(): WatchedShell | null {
    return this.#shell;
  }

  /** A new shell: each watcher begins with its screen. */
  begin(shell: WatchedShell): void {
    this.#shell = shell;
    for (const [watcher, rules] of this.#rules) this.add(watcher, null, rules);
  }

  /** From now on the watcher is given what is printed; first what is missing behind `have`. */
  add(watcher: Watcher, have: Position | null, rules = windowRules): void {
    this.#rules.set(watcher, rules);
    this.#feeds.get(watcher)?.dispose();
    const shell = this.#shell;
    if (!shell) return;
    const feed = new WindowFeed(shell, watcher, this.#clock, rules);
    this.#feeds.set(watcher, feed);
    feed.join(have?.epoch === shell.epoch && have.offset > shell.resizedAt ? have.offset : null);
    feed.resized(this.#size);
  }

  remove(watcher: Watcher): void {
    this.#rules.delete(watcher);
    this.#feeds.get(watcher)?.dispose();
    this.#feeds.delete(watcher);
  }

  removeAll(): void {
    for (const watcher of [...this.#rules.keys()]) this.remove(watcher);
  }

  /** Whether somebody is to be given what is printed next, character by character. */
  get someFollow(): boolean {
    return [...this.#feeds.values()].some((feed) => feed.follows);
  }

  /** The presenter's windows come first: recorder and room can wait until a key's echo is sent. */
  printed(start: number, end: number): void {
    for (const [watcher, feed] of this.#feeds) if (!watcher.patient) feed.printed(start, end);
    for (const [watcher, feed] of this.#feeds) if (watcher.patient) feed.printed(start, end);
  }

  atPrompt(): void {
    for (const feed of this.#feeds.values()) feed.atPrompt();
  }

  resized(size: Size): void {
    this.#size = size;
    for (const feed of this.#feeds.values()) feed.resized(size);
  }

  /** Calls `then` when the watcher has all that was printed so far. */
  catchUp(watcher: Watcher, then: () => void): void {
    const feed = this.#feeds.get(watcher);
    if (feed) feed.catchUp(then);
    else then();
  }

  ack(watcher: Watcher, position: Position): void {
    if (position.epoch === this.#shell?.epoch) this.#feeds.get(watcher)?.ack(position.offset);
  }
}
