import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";

/** Text that may wait for a slow disk before the recording is given up, in UTF-16 code units. */
const LONGEST_QUEUE = 64 * 1024 * 1024;
/** What comes alone waits so long for more: no key's echo costs a write of its own. A crash takes no more than that with it. */
const GATHER_MS = 100;

/** One cast, or the cluster's timeline, that grows. Text is written in order; what comes meanwhile goes out with the next write. */
export class CastFile {
  readonly #path: string;
  readonly #trouble: (message: string) => void;
  #waiting: string[] = [];
  #waitingLength = 0;
  #gathering: NodeJS.Timeout | null = null;
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
    // The manifest names the file by now: it must be there, with its header.
    else if (!this.#file) this.#write();
    else if (!this.#writing) this.#gathering ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  async close(): Promise<void> {
    this.#write();
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

  #write(): void {
    if (this.#gathering) clearTimeout(this.#gathering);
    this.#gathering = null;
    if (this.#waiting.length > 0) this.#writing ??= this.#drain();
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
