/** A longer prompt is cut where it is drawn again after hidden commands. */
const keptChars = 4096;

/**
 * While it is down, nothing that a pane's shells print is shown, sent or stored but for the last prompt. It stays down
 * from shell to shell.
 */
export class Curtain {
  /** What was printed behind it since the last prompt began; null while it is up. */
  #hidden: string | null = null;

  get isDown(): boolean {
    return this.#hidden !== null;
  }

  lower(): void {
    this.#hidden = "";
  }

  /** Gives the newest prompt, to be drawn in place of the one that was shown before; "" where there was none. */
  raise(): string {
    const prompt = this.#hidden ?? "";
    this.#hidden = null;
    return prompt;
  }

  promptBegins(): void {
    if (this.#hidden !== null) this.#hidden = "";
  }

  /** Takes redacted text that was printed behind it. */
  hide(text: string): void {
    this.#hidden = ((this.#hidden ?? "") + text).slice(-keptChars);
  }
}
