import type { Position, Size } from "#core/protocol/messages.ts";
import type { BackgroundRun, RunChunk } from "#core/show/background-run.ts";
import type { PaneSession } from "./pane-session.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { Watcher } from "./window-feed.ts";

/** More is not kept: what comes behind it is in the log, or on the screen. */
const keptChars = 256 * 1024;
/** What a chunk costs besides its text. */
const chunkChars = 16;
/** What comes closer together than a picture of the screen is one chunk. */
const pictureMs = 16;
/** It is full before it would be shown screens instead. */
const rules = { windowChars: 4 * keptChars, burstChars: Infinity, untoldChars: 0 };

/** Keeps what a background step prints, from the screen that it found: one more watcher of its pane. */
export class RunKeeper implements Watcher, Disposable {
  readonly patient = true;
  readonly #session: PaneSession;
  readonly #clock: Pick<Clock, "now">;
  #start: (Position & Size & { readonly data: string }) | null = null;
  #chunks: RunChunk[] = [];
  /** The offset at which the step began: what was printed before is part of the screen that it found. */
  readonly #startsAt: number;
  #end = 0;
  #room = keptChars;
  #typed: number | null = null;
  #oneSize = true;

  constructor(session: PaneSession, clock: Pick<Clock, "now">) {
    this.#session = session;
    this.#clock = clock;
    this.#startsAt = session.watchers.shell?.log.end ?? 0;
    session.watchers.add(this, null, rules);
  }

  /** What is kept; null before the screen was there. */
  get run(): BackgroundRun | null {
    if (!this.#start) return null;
    const { epoch, cols, rows, data } = this.#start;
    const end = this.#oneSize ? this.#end : null;
    return { epoch, cols, rows, screen: data, chunks: this.#chunks, typed: this.#typed ?? 0, end };
  }

  screen(at: Position, size: Size, data: string): void {
    if (this.#start) {
      this.dispose();
      return;
    }
    this.#start = { ...at, ...size, data };
    this.#end = at.offset;
  }

  output({ offset }: Position, data: string): void {
    const before = Math.max(0, this.#startsAt - offset);
    if (before > 0 && this.#start) {
      this.#start = { ...this.#start, data: this.#start.data + data.slice(0, before) };
      this.#end = offset + Math.min(before, data.length);
    }
    if (data.length > before) this.#keep(offset + before, data.slice(before));
  }

  #keep(offset: number, data: string): void {
    const atMs = this.#clock.now();
    const last = this.#chunks.at(-1);
    const joins = last !== undefined && atMs - last[0] < pictureMs && this.#chunks.length !== this.#typed;
    const length = data.length + (joins ? 0 : chunkChars);
    if (length > this.#room) {
      this.dispose();
      return;
    }
    this.#room -= length;
    this.#end = offset + data.length;
    if (joins) this.#chunks[this.#chunks.length - 1] = [last[0], last[1] + data];
    else this.#chunks.push([atMs, data]);
  }

  resized(_at: Position, { cols, rows }: Size): void {
    if (this.#start && (this.#start.cols !== cols || this.#start.rows !== rows)) this.#oneSize = false;
  }

  /** The shell has taken the command line: what comes now is printed by it. */
  entered(): void {
    this.#typed ??= this.#chunks.length;
  }

  /** Keeps what it has. */
  dispose(): void {
    this.#session.watchers.remove(this);
  }
}
