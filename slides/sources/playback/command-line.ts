import { keystrokesOf, TYPING_MS, type RunChunk } from "#core/show/background-run.ts";

/** The head of some output that is to be typed, each key after so many milliseconds, and what comes at once behind it. */
export interface TypedHead {
  readonly keys: readonly RunChunk[];
  readonly typedMs: number;
  readonly rest: string;
}

/** Takes the command line out of what a step's terminal has printed first. */
export class CommandLine {
  #lines: number;
  #leftMs = TYPING_MS;

  /** @param lines how many lines it has. */
  constructor(lines: number) {
    this.#lines = lines;
  }

  /** Null where the command line is over. */
  headOf(text: string): TypedHead | null {
    if (this.#lines <= 0 || this.#leftMs <= 0) return null;
    let end = 0;
    while (this.#lines > 0 && end < text.length) {
      const newLine = text.indexOf("\n", end);
      if (newLine < 0) end = text.length;
      else {
        end = newLine + 1;
        this.#lines--;
      }
    }
    const { keys, typedMs } = keystrokesOf(text.slice(0, end), this.#leftMs);
    this.#leftMs -= typedMs;
    return { keys, typedMs, rest: text.slice(end) };
  }
}
