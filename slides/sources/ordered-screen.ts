import type { Size } from "#core/protocol/messages.ts";
import type { Screen } from "./source.ts";

/** RIS: ends also a sequence that was half read, which no call of the terminal does. */
const RESET = "\u001bc";

/**
 * Writes to a screen in the order in which it is asked to. A terminal parses what is written later, but is resized at
 * once: that waits here until everything before it is parsed, and holds back what is written behind it.
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

  /** Writes `text` on an empty terminal, of this size where one is given. */
  begin(text: string, drawn: () => void, size?: Size): void {
    if (this.#waits) {
      this.#behind.push(() => this.begin(text, drawn, size));
      return;
    }
    if (size && !this.#fits(size)) {
      this.#whenParsed(() => {
        // An empty terminal has nothing to rewrap.
        this.#screen.reset();
        this.#fit(size);
      });
    }
    this.write(RESET + text, drawn);
  }

  resize(size: Size): void {
    this.#whenParsed(() => this.#fit(size));
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

  #fits({ cols, rows }: Size): boolean {
    return this.#screen.cols === cols && this.#screen.rows === rows;
  }

  #fit(size: Size): void {
    if (!this.#fits(size)) this.#screen.resize(size.cols, size.rows);
  }
}
