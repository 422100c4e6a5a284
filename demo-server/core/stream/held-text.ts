/** Shown in place of a secret, however long it is. */
export const MASK = "•••••";

/** What is known of a character: shown; shown, but not part of any reading (a colour, a wrap); or secret. */
export type Known = "shown" | "gap" | "secret";

/** The end of a stream that is not out yet. Positions count characters from the stream's start. */
export class HeldText {
  #text = "";
  #known: Known[] = [];
  #start = 0;
  #released = 0;
  #inMask = false;

  /** The position after the last character. */
  get end(): number {
    return this.#start + this.#text.length;
  }

  get isEmpty(): boolean {
    return this.#text === "";
  }

  /** Text that nothing has to be known of, when nothing is held. */
  pass(length: number): void {
    if (length > 0) this.#inMask = false;
    this.#start += length;
    this.#released = this.#start;
  }

  add(character: string): void {
    this.#text += character;
    this.#known.push("shown");
  }

  /** Says what a character is. One that was released stays as it was, and a secret stays secret. */
  know(position: number, what: Known): void {
    const index = position - this.#start;
    if (position >= this.#released && this.#known[index] !== "secret") this.#known[index] = what;
  }

  /** What is before this position may go out, and does not change any more. */
  release(position: number): void {
    this.#released = Math.max(this.#released, position);
  }

  /** Takes out what was released: each run of secret characters becomes one mask, the gaps in it stay. */
  take(): string {
    const count = this.#released - this.#start;
    if (count === 0) return "";
    let out = "";
    for (let index = 0; index < count; index++) {
      const known = this.#known[index];
      if (known !== "secret") out += this.#text.charAt(index);
      else if (!this.#inMask) out += MASK;
      if (known !== "gap") this.#inMask = known === "secret";
    }
    this.#text = this.#text.slice(count);
    this.#known.splice(0, count);
    this.#start = this.#released;
    return out;
  }
}
