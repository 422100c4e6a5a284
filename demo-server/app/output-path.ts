import type { Redactor } from "#core/stream/redaction.ts";
import { createMarkReader, type Mark, type MarkedPart, type MarkReader } from "#core/stream/marks.ts";
import type { Clock, Decode, Disposable } from "./ports.ts";

/** Silence after which text that might have become a secret is let go (masked, where it still could be one). */
const settleAfterMs = 20;
/** A chunk of so much begins a flood, as far as a terminal is concerned: what follows is gathered for a moment. */
const floodChars = 1024;
/** A pty gives 4 KiB at a time; gathered, they cost half. A key's echo is smaller and never waits. */
const gatherMs = 4;
const gatherChars = 256 * 1024;

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
  #gathered: string[] = [];
  #gatheredChars = 0;
  #gathering: Disposable | null = null;

  constructor(parts: { nonce: string; decode: Decode; redactor: Redactor; clock: Clock; sink: OutputSink }) {
    this.#decode = parts.decode;
    this.#marks = createMarkReader(parts.nonce);
    this.#redactor = parts.redactor;
    this.#clock = parts.clock;
    this.#sink = parts.sink;
  }

  push(bytes: Uint8Array): void {
    this.print(this.#decode(bytes));
  }

  /** Takes text of our own the same way as the shell's: it may hold secrets too. */
  print(text: string): void {
    if (this.#gathering) {
      this.#gathered.push(text);
      this.#gatheredChars += text.length;
      if (this.#gatheredChars >= gatherChars) this.#flush();
    } else {
      this.#letOut(text);
      if (text.length >= floodChars) this.#gather();
    }
  }

  /** A command is over: lets out what was held back, masked where it still could be a secret. */
  settle(): void {
    this.#flush();
    this.#emit(this.#redactor.settle());
  }

  /** The shell is gone: lets out what was held back. */
  end(): void {
    this.#flush();
    this.dispose();
    this.#pass(this.#marks.end());
    this.#emit(this.#redactor.settle());
  }

  dispose(): void {
    this.#settling?.dispose();
    this.#gathering?.dispose();
    this.#gathering = null;
  }

  #gather(): void {
    this.#gathering = this.#clock.after(gatherMs, () => {
      this.#gathering = null;
      const flood = this.#gatheredChars >= floodChars;
      this.#flush();
      if (flood) this.#gather();
    });
  }

  #flush(): void {
    const text = this.#gathered.join("");
    this.#gathered = [];
    this.#gatheredChars = 0;
    if (text !== "") this.#letOut(text);
  }

  #letOut(text: string): void {
    this.#pass(this.#marks.push(text));
    this.#settleLater();
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
