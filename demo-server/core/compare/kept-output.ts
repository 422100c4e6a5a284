/** So much of what a step prints is compared; a flood is known by its beginning. */
export const COMPARED_CHARS = 64 * 1024;

/** The beginning of what a step printed, for comparing. */
export interface KeptOutput {
  readonly text: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

/** Keeps what a step prints, as far as it is compared. */
export class OutputKeeper {
  #texts: string[] = [];
  #length = 0;
  #whole = true;

  /** Whether more of the output is wanted. */
  get wants(): boolean {
    return this.#whole;
  }

  push(text: string): void {
    if (!this.#whole) return;
    const room = COMPARED_CHARS - this.#length;
    this.#whole = text.length <= room;
    this.#texts.push(text.slice(0, room));
    this.#length += Math.min(text.length, room);
  }

  /** Some of the output cannot be had: it is known up to here. */
  cut(): void {
    this.#whole = false;
  }

  get output(): KeptOutput {
    const text = this.#texts.join("");
    return { text: this.#whole ? text : text.slice(0, text.lastIndexOf("\n") + 1), whole: this.#whole };
  }
}
