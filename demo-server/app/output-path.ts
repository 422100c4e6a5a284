import { cutFlood } from "#core/feed/flood-cut.ts";
import { isInCharacter, lineWithLetterEnd, plainBytesEnd } from "#core/feed/plain-bytes.ts";
import type { Redactor } from "#core/stream/redaction.ts";
import { createMarkReader, type Mark, type MarkedPart, type MarkReader } from "#core/stream/marks.ts";
import { OutputGather } from "./output-gather.ts";
import type { Clock, Decode, Disposable } from "./ports.ts";

/** Silence after which text that might have become a secret is let go (masked, where it still could be one). */
const settleAfterMs = 20;
/** Less than this is not worth to be left out. */
const cutBytes = 32 * 1024;
/** Bytes of a flood in which the redactor has to come to rest before anything may be left out. */
const restingBytes = 256;

export interface OutputSink {
  /** Redacted output without marks, ready for a screen, a disk or a socket. */
  text(text: string): void;
  /** Comes behind all the text that was printed before it. */
  mark(mark: Mark): void;
  /** How many line ends must stay of plain text so that nobody misses any; null where somebody reads all of it. */
  keptLines(): number | null;
  /** So many bytes of plain text were left out here: they could never be seen. */
  leftOut(bytes: number): void;
}

/**
 * The one way out of a shell: decode, take out the marks, redact. Nothing is shown, sent or stored before it. Of a
 * flood of plain text that nobody reads whole, most is left out before any of that.
 */
export class OutputPath implements Disposable {
  readonly #decode: Decode;
  readonly #marks: MarkReader;
  readonly #redactor: Redactor;
  readonly #sink: OutputSink;
  readonly #clock: Clock;
  readonly #gather: OutputGather;
  /** Bytes at the beginning of the next batch that are read, so that secrets behind them are found, and not shown. */
  #leadIn = 0;
  #settling: Disposable | null = null;
  #lastPush = 0;

  constructor(parts: { nonce: string; decode: Decode; redactor: Redactor; clock: Clock; sink: OutputSink }) {
    this.#decode = parts.decode;
    this.#marks = createMarkReader(parts.nonce);
    this.#redactor = parts.redactor;
    this.#clock = parts.clock;
    this.#sink = parts.sink;
    this.#gather = new OutputGather(parts.clock, {
      letOut: (batch) => this.#letOut(batch),
      shorten: (batch) => this.#shorten(batch),
    });
  }

  push(bytes: Uint8Array): void {
    this.#gather.push(bytes);
  }

  /** Takes text of our own the same way as the shell's: it may hold secrets too. */
  print(text: string): void {
    this.#gather.flush();
    this.#print(text);
  }

  /** A command is over: lets out what was held back, masked where it still could be a secret. */
  settle(): void {
    this.#gather.flush();
    this.#emit(this.#redactor.settle());
  }

  /** The shell is gone: lets out what was held back. */
  end(): void {
    this.#gather.flush();
    this.dispose();
    this.#pass(this.#marks.end());
    this.#emit(this.#redactor.settle());
  }

  dispose(): void {
    this.#settling?.dispose();
    this.#gather.dispose();
  }

  /** Says whether most of the batch was left out. */
  #letOut(batch: Uint8Array): boolean {
    const rest = this.#behindLeadIn(batch.subarray(batch.length - this.#shorten(batch)));
    this.#print(this.#decode(rest));
    return rest.length <= batch.length / 2;
  }

  /** Leaves out what cannot be seen any more; gives back how many bytes at the batch's end must stay. */
  #shorten(batch: Uint8Array): number {
    const bytes = this.#behindLeadIn(batch);
    const lines = bytes.length < cutBytes ? null : this.#sink.keptLines();
    if (lines === null) return bytes.length;
    const cut = cutFlood(bytes.subarray(0, plainBytesEnd(bytes)), { lines, reach: this.#redactor.reach });
    if (!cut || cut.leadIn < cutBytes) return bytes.length;
    const { end, rests } = this.#printToRest(bytes.subarray(0, cut.leadIn));
    if (!rests) return bytes.length - end;
    this.#sink.leftOut(cut.leadIn - end);
    this.#leadIn = cut.tail - cut.leadIn;
    return bytes.length - cut.leadIn;
  }

  #behindLeadIn(batch: Uint8Array): Uint8Array {
    const count = this.#leadIn;
    if (count === 0) return batch;
    this.#leadIn = 0;
    // What it lets out here was left out; it has to know what comes before the text that is shown.
    this.#redactor.push(this.#decode(batch.subarray(0, count)));
    this.#sink.leftOut(count);
    return batch.subarray(count);
  }

  /** Prints the first line and then some characters, until nothing that came before can go on behind them. */
  #printToRest(bytes: Uint8Array): { end: number; rests: boolean } {
    const line = lineWithLetterEnd(bytes, 0);
    if (line === null) return { end: 0, rests: false };
    this.#print(this.#decode(bytes.subarray(0, line)));
    const rests = (end: number): boolean =>
      this.#redactor.atRest && !this.#marks.waits && !isInCharacter(bytes, end);
    let end = line;
    for (; end < line + restingBytes && !rests(end); end++) {
      this.#print(this.#decode(bytes.subarray(end, end + 1)));
    }
    return { end, rests: rests(end) };
  }

  #print(text: string): void {
    this.#pass(this.#marks.push(text));
    if (this.#redactor.holds) this.#settleLater();
  }

  #pass(parts: readonly MarkedPart[]): void {
    for (const part of parts) {
      if (part.kind === "text") {
        this.#emit(this.#redactor.push(part.text));
      } else {
        this.#emit(this.#redactor.settle());
        this.#sink.mark(part.mark);
      }
    }
  }

  #emit(text: string): void {
    if (text !== "") this.#sink.text(text);
  }

  /** One timer at a time, moved on by output: a flood must not make thousands. */
  #settleLater(): void {
    this.#lastPush = this.#clock.now();
    this.#settling ??= this.#clock.after(settleAfterMs, () => this.#settleIfSilent());
  }

  #settleIfSilent(): void {
    const silentMs = this.#clock.now() - this.#lastPush;
    if (silentMs >= settleAfterMs) {
      this.#settling = null;
      this.#emit(this.#redactor.settle());
    } else {
      this.#settling = this.#clock.after(settleAfterMs - silentMs, () => this.#settleIfSilent());
    }
  }
}
