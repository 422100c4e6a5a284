/** The newest output of one epoch, read by position. Holds at least `retainedChars` of what was appended, at most twice that. */
export class OutputLog {
  readonly #retainedChars: number;
  #chunks: string[] = [];
  #heldChars = 0;
  #end = 0;

  constructor(retainedChars: number) {
    this.#retainedChars = retainedChars;
  }

  /** Offset behind the last character. */
  get end(): number {
    return this.#end;
  }

  /** Offset of the first character that can still be read. */
  get start(): number {
    return this.#end - this.#heldChars;
  }

  append(text: string): void {
    this.#chunks.push(text);
    this.#heldChars += text.length;
    this.#end += text.length;
    if (this.#heldChars > 2 * this.#retainedChars) this.#trim();
  }

  /** Counts output that was left out. What stands before it cannot be read on from any more. */
  skip(count: number): void {
    this.#end += count;
    this.#chunks = [];
    this.#heldChars = 0;
  }

  /** Everything from `offset` on, or null where that is gone or was never there. */
  from(offset: number): string | null {
    if (offset < this.start || offset > this.#end) return null;
    let skipped = this.#end;
    const found: string[] = [];
    for (let i = this.#chunks.length - 1; i >= 0 && skipped > offset; i--) {
      const chunk = this.#chunks[i] ?? "";
      skipped -= chunk.length;
      found.push(skipped < offset ? chunk.slice(offset - skipped) : chunk);
    }
    return found.reverse().join("");
  }

  #trim(): void {
    let first = 0;
    while (first < this.#chunks.length - 1) {
      const length = this.#chunks[first]?.length ?? 0;
      if (this.#heldChars - length < this.#retainedChars) break;
      this.#heldChars -= length;
      first++;
    }
    this.#chunks = this.#chunks.slice(first);
  }
}
