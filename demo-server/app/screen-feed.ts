import { exactTailStart, isPlain } from "#core/feed/flood.ts";
import type { Size } from "#core/protocol/messages.ts";
import type { Clock, Disposable, ScreenBuffer } from "./ports.ts";

/** One write to the parser: long enough to be fast, short enough to answer keys in between. */
const batchChars = 128 * 1024;
/** Unparsed output above which the shell is made to wait, and below which it goes on. */
const pauseAboveChars = 1024 * 1024;
const resumeBelowChars = 256 * 1024;
/**
 * After a batch of so much, the parser rests until there is so much more, or so long. Of plain text only the tail of a
 * batch has to be parsed: a parser that keeps pace with the flood would never find anything to cut.
 */
const restAfterChars = 32 * 1024;
const restUntilChars = 768 * 1024;
const restMs = 30;

/** What can be told of a screen while text is on its way to it. */
export interface ScreenMoment {
  /** Offset of the output that the screen shows. */
  readonly offset: number;
  readonly size: Size;
  readonly serialize: (scrollback: number) => string;
}

/** Text on its way to the screen, and the offset where it ends. */
interface Piece {
  readonly text: string;
  readonly end: number;
}

/**
 * Feeds a pane's output to its screen buffer and knows at which position the screen stands. A plain-text flood is
 * cut to the part that can still be seen, which gives the same screen (see `exactTailStart`).
 */
export class ScreenFeed implements Disposable {
  readonly #buffer: ScreenBuffer;
  readonly #scrollback: number;
  readonly #clock: Pick<Clock, "after">;
  readonly #pressure: (pause: boolean) => void;
  #queue: Piece[] = [];
  #queuedChars = 0;
  /** Offsets: of everything that was written, of what is on the screen, and behind the last control sequence. */
  #end = 0;
  #parsed = 0;
  #controlled = 0;
  #writing = false;
  #pausing = false;
  #resting: Disposable | null = null;
  #waiting: ((moment: ScreenMoment) => void)[] = [];
  #drawn = { moment: "", text: "" };

  constructor(
    buffer: ScreenBuffer,
    scrollback: number,
    clock: Pick<Clock, "after">,
    pressure: (pause: boolean) => void,
  ) {
    this.#buffer = buffer;
    this.#scrollback = scrollback;
    this.#clock = clock;
    this.#pressure = pressure;
  }

  get size(): Size {
    return this.#buffer.size;
  }

  /** Whether old plain text leaves no trace on the screen, behind all that was written so far. */
  get scrollsPlainly(): boolean {
    return this.#parsed >= this.#controlled && this.#buffer.scrollsPlainly;
  }

  write(text: string): void {
    this.#end += text.length;
    if (text.includes("\x1b") || text.includes("\x9b")) this.#controlled = this.#end;
    this.#queue.push({ text, end: this.#end });
    this.#queuedChars += text.length;
    if (!this.#pausing && this.#queuedChars > pauseAboveChars) this.#setPausing(true);
    if (this.#queuedChars >= restUntilChars) this.#wake();
    this.#pump();
  }

  /** Draws a whole screen that stands at `offset`, on a buffer that was not written to yet. */
  begin(screen: string, offset: number): void {
    this.#end = this.#controlled = offset;
    this.#queue.push({ text: screen, end: offset });
    this.#queuedChars += screen.length;
    this.#pump();
  }

  /** Counts output that is not written, because nobody could see it. */
  leaveOut(count: number): void {
    this.#end += count;
    this.#queue.push({ text: "", end: this.#end });
  }

  /** Takes effect behind everything written so far. */
  resize(size: Size, done: () => void): void {
    this.atEnd(() => {
      this.#buffer.resize(size);
      done();
    });
  }

  /** Calls `then` at once if nothing is being parsed, or as soon as the next batch is. The screen stands still meanwhile. */
  soon(then: (moment: ScreenMoment) => void): void {
    if (!this.#writing) then(this.#moment());
    else this.#waiting.push(then);
  }

  /** Calls `then` when everything written so far is on the screen: at once, or as soon as it can be. */
  atEnd(then: () => void): void {
    const target = this.#end;
    if (this.#parsed === target) {
      then();
      return;
    }
    const look = (moment: ScreenMoment): void => {
      if (moment.offset >= target) then();
      else this.#waiting.push(look);
    };
    this.#waiting.push(look);
    this.#wake();
    this.#pump();
  }

  dispose(): void {
    this.#wake();
    this.#queue = [];
    this.#waiting = [];
    this.#buffer.dispose();
  }

  #moment(): ScreenMoment {
    return {
      offset: this.#parsed,
      size: this.#buffer.size,
      serialize: (scrollback) => this.#serialize(scrollback),
    };
  }

  /** Drawn once for all who ask at the same moment. */
  #serialize(scrollback: number): string {
    const { cols, rows } = this.#buffer.size;
    const moment = `${this.#parsed} ${cols} ${rows} ${scrollback}`;
    if (this.#drawn.moment !== moment) this.#drawn = { moment, text: this.#buffer.serialize(scrollback) };
    return this.#drawn.text;
  }

  #pump(): void {
    if (this.#writing || this.#resting || this.#queue.length === 0) return;
    const batch = this.#takeBatch();
    this.#writing = true;
    this.#buffer.write(batch.text, () => {
      this.#writing = false;
      this.#parsed = batch.end;
      this.#queuedChars -= batch.chars;
      if (this.#pausing && this.#queuedChars < resumeBelowChars) this.#setPausing(false);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const then of waiting) then(this.#moment());
      if (batch.chars >= restAfterChars && this.#mayRest) this.#rest();
      this.#pump();
    });
  }

  /** Nobody must wait for a parser that rests: neither the shell, nor who waits for the end. */
  get #mayRest(): boolean {
    return !this.#pausing && this.#waiting.length === 0 && this.#queuedChars < restUntilChars;
  }

  #rest(): void {
    this.#resting = this.#clock.after(restMs, () => {
      this.#resting = null;
      this.#pump();
    });
  }

  #wake(): void {
    this.#resting?.dispose();
    this.#resting = null;
  }

  /** The next text to parse, and how many of the queued characters it stands for. */
  #takeBatch(): Piece & { readonly chars: number } {
    if (this.#queuedChars > 2 * batchChars && this.scrollsPlainly) {
      const all = this.#queue.map(({ text }) => text).join("");
      const start = isPlain(all) ? exactTailStart(all, this.#scrollback + 2 * this.#buffer.size.rows) : 0;
      if (start > 0) {
        this.#queue = [];
        // The first line goes too: it may end an escape sequence that the batch before began.
        const firstLine = all.slice(0, Math.min(start, all.indexOf("\n") + 1));
        return { text: firstLine + all.slice(start), chars: all.length, end: this.#end };
      }
    }
    const parts: string[] = [];
    let chars = 0;
    let end = this.#parsed;
    while (chars < batchChars) {
      const piece = this.#queue.shift();
      if (!piece) break;
      parts.push(piece.text);
      chars += piece.text.length;
      end = piece.end;
    }
    return { text: parts.join(""), chars, end };
  }

  #setPausing(pause: boolean): void {
    this.#pausing = pause;
    this.#pressure(pause);
  }
}
