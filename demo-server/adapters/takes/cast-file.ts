import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";

/** Text that may wait for a slow disk before the recording is given up, in UTF-16 code units. */
const LONGEST_QUEUE = 64 * 1024 * 1024;

/** One cast, or the cluster's timeline, that grows. Text is written in order; what comes while a write is under way goes out with the next. */
export class CastFile {
  readonly #path: string;
  readonly #trouble: (message: string) => void;
  #waiting: string[] = [];
  #waitingLength = 0;
  #writing: Promise<void> | null = null;
  #file: FileHandle | null = null;
  /** Set after a failure: a cast with a hole in it would play wrong, so nothing is appended any more. */
  #broken = false;

  constructor(path: string, trouble: (message: string) => void) {
    this.#path = path;
    this.#trouble = trouble;
  }

  append(text: string): void {
    if (this.#broken) return;
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    if (this.#waitingLength > LONGEST_QUEUE) this.#fail("the disk is too slow");
    else this.#writing ??= this.#drain();
  }

  async close(): Promise<void> {
    while (this.#writing) await this.#writing;
    const file = this.#file;
    this.#file = null;
    try {
      if (!this.#broken) await file?.datasync();
      await file?.close();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  async #drain(): Promise<void> {
    try {
      this.#file ??= await open(this.#path, "a", 0o600);
      while (this.#waiting.length > 0) {
        const text = this.#waiting.join("");
        this.#waiting = [];
        this.#waitingLength = 0;
        await this.#file.appendFile(text);
      }
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#writing = null;
    }
  }

  #fail(cause: unknown): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#waiting = [];
    this.#waitingLength = 0;
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#trouble(`recording to ${basename(this.#path)} has stopped: ${why}`);
  }
}
