import type { Size } from "#core/protocol/messages.ts";
import type { Screen } from "./source.ts";

/**
 * Writes to a screen in the order in which it is asked to. A terminal parses what is written later, but resets and
 * resizes at once: both wait here until everything before them is parsed, and hold back what is written behind them.
 */
export class OrderedScreen {
  readonly #screen: Screen;
  #waits = false;
  #behind: (() => void)[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  get size(): Size {
    const { cols, rows } = this.#screen;
    return { cols, rows };
  }

  /** `drawn` is called when the terminal has parsed `text`. */
  write(text: string, drawn: () => void): void {
    if (this.#waits) this.#behind.push(() => this.write(text, drawn));
    else this.#screen.write(text, drawn);
  }

  resize(size: Size): void {
    this.#whenParsed(() => this.#fit(size));
  }

  /** Begins anew, with an empty terminal of this size. */
  reset(size: Size): void {
    this.#whenParsed(() => {
      this.#screen.reset();
      this.#fit(size);
    });
  }

  #whenParsed(then: () => void): void {
    if (this.#waits) {
      this.#behind.push(() => this.#whenParsed(then));
      return;
    }
    this.#waits = true;
    this.#screen.write("", () => {
      this.#waits = false;
      then();
      const behind = this.#behind;
      this.#behind = [];
      for (const act of behind) act();
    });
  }

  #fit({ cols, rows }: Size): void {
    if (this.#screen.cols !== cols || this.#screen.rows !== rows) this.#screen.resize(cols, rows);
  }
}
