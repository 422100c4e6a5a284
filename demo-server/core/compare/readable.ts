/** A cursor that is sent farther than this is sent nowhere: nothing that a step prints needs it. */
const FARTHEST_COLUMN = 2000;
const FARTHEST_AHEAD = 200;
const TAB = 8;

/** A control sequence with its parameters and final byte, a string sequence, another escape, a control, or text. */
const TOKEN =
  /\x1b\[([<-?]?)([\d;:]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|\x1b[ -/]*[0-~]?|[\x00-\x1f\x7f-\x9f]|[^\x00-\x1f\x7f-\x9f]+/g;

/** Private modes of the alternate screen, as xterm names them. */
const ALTERNATE = new Set(["47", "1047", "1049"]);

/**
 * The lines that can still be read when all of `text` was printed: a progress bar is its last state, and what a
 * full-screen program drew is gone with it. No line is wrapped, and the screen is as high as it needs to be. A line
 * feed begins a line, as on a page: text that is no longer a terminal's output has no carriage returns.
 */
export function readableLines(text: string): string[] {
  const page = new Page();
  for (const [token, mark = "", parameters = "", final] of text.matchAll(TOKEN)) {
    if (final !== undefined) page.sequence(mark, parameters, final);
    else if (token < " " || (token >= "\x7f" && token <= "\x9f")) page.control(token);
    else page.put(token);
  }
  return page.lines;
}

class Page {
  #rows: string[] = [""];
  #row = 0;
  #column = 0;
  /** What lies under the alternate screen, while that is shown. */
  #under: { rows: string[]; row: number; column: number } | null = null;

  get lines(): string[] {
    return (this.#under?.rows ?? this.#rows).map((line) => line.trimEnd());
  }

  put(text: string): void {
    const line = this.#line;
    const before = line.slice(0, this.#column).padEnd(this.#column);
    this.#line = before + text + line.slice(this.#column + text.length);
    this.#column += text.length;
  }

  control(control: string): void {
    if (control === "\n") this.#to(this.#row + 1, 0);
    else if (control === "\r") this.#column = 0;
    else if (control === "\b") this.#to(this.#row, this.#column - 1);
    else if (control === "\t") this.#to(this.#row, (Math.floor(this.#column / TAB) + 1) * TAB);
  }

  sequence(mark: string, parameters: string, final: string): void {
    if (mark === "?") {
      if ("hl".includes(final) && ALTERNATE.has(parameters)) this.#alternate(final === "h");
      return;
    }
    if (mark !== "") return;
    const [first = 0, second = 0] = parameters.split(";").map(Number);
    const by = Math.max(first, 1);
    switch (final) {
      case "A":
        return this.#to(this.#row - by, this.#column);
      case "B":
        return this.#to(this.#row + by, this.#column);
      case "C":
        return this.#to(this.#row, this.#column + by);
      case "D":
        return this.#to(this.#row, this.#column - by);
      case "E":
        return this.#to(this.#row + by, 0);
      case "F":
        return this.#to(this.#row - by, 0);
      case "G":
        return this.#to(this.#row, by - 1);
      case "H":
      case "f":
        return this.#to(by - 1, Math.max(second, 1) - 1);
      case "J":
        return this.#eraseBelow(first);
      case "K":
        return this.#eraseLine(first);
    }
  }

  get #line(): string {
    return this.#rows[this.#row] ?? "";
  }

  set #line(line: string) {
    this.#rows[this.#row] = line;
  }

  #to(row: number, column: number): void {
    const farthest = this.#rows.length - 1 + FARTHEST_AHEAD;
    this.#row = Math.min(Math.max(row, 0), farthest);
    this.#column = Math.min(Math.max(column, 0), FARTHEST_COLUMN);
    while (this.#rows.length <= this.#row) this.#rows.push("");
  }

  #eraseBelow(what: number): void {
    if (what === 0) {
      this.#rows.length = this.#row + 1;
      this.#eraseLine(0);
    } else if (what !== 1) {
      this.#rows = Array.from({ length: this.#row + 1 }, () => "");
    }
  }

  #eraseLine(what: number): void {
    if (what === 0) this.#line = this.#line.slice(0, this.#column);
    else if (what === 1) this.#line = " ".repeat(this.#column) + this.#line.slice(this.#column);
    else this.#line = "";
  }

  #alternate(shown: boolean): void {
    if (shown && !this.#under) {
      this.#under = { rows: this.#rows, row: this.#row, column: this.#column };
      this.#rows = [""];
      this.#to(0, 0);
    } else if (!shown && this.#under) {
      const { rows, row, column } = this.#under;
      this.#under = null;
      this.#rows = rows;
      this.#to(row, column);
    }
  }
}
