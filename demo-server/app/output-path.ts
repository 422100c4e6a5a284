import type { Redactor } from "#core/stream/redaction.ts";
import { createMarkReader, type Mark, type MarkReader } from "#core/stream/marks.ts";
import type { Clock, Decode, Disposable } from "./ports.ts";

/** Silence after which text that might have become a secret is let go (masked, where it still could be one). */
const settleAfterMs = 20;

export interface OutputSink {
  /** Redacted output without marks, ready for a screen, a disk or a socket. */
  text(text: string): void;
  /** Comes behind all the text that was printed before it. */
  mark(mark: Mark): void;
}

/** The one way out of a shell: decode, take out the marks, redact. Nothing is shown, sent or stored before it. */
export class OutputPath implements Disposable {
  readonly #decode: Decode;
  readonly #marks: MarkReader;
  readonly #redactor: Redactor;
  readonly #sink: OutputSink;
  readonly #clock: Clock;
  #settling: Disposable | null = null;
  #lastPush = 0;

  constructor(parts: { nonce: string; decode: Decode; redactor: Redactor; clock: Clock; sink: OutputSink }) {
    this.#decode = parts.decode;
    this.#marks = createMarkReader(parts.nonce);
    this.#redactor = parts.redactor;
    this.#clock = parts.clock;
    this.#sink = parts.sink;
  }

  push(bytes: Uint8Array): void {
    for (const part of this.#marks.push(this.#decode(bytes))) {
      if (part.kind === "text") {
        this.#emit(this.#redactor.push(part.text));
      } else {
        this.#emit(this.#redactor.settle());
        this.#sink.mark(part.mark);
      }
    }
    this.#settleLater();
  }

  /** The shell is gone: lets out what was held back. */
  end(): void {
    this.#settling?.dispose();
    for (const part of this.#marks.end()) {
      if (part.kind === "text") this.#emit(this.#redactor.push(part.text));
      else this.#sink.mark(part.mark);
    }
    this.#emit(this.#redactor.settle());
  }

  dispose(): void {
    this.#settling?.dispose();
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
