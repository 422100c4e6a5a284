export interface PlainText {
  /**
   * The text without colours and other control sequences, however it is cut into chunks. Line ends are `\n`; a lone
   * carriage return and a jump to another line end a line too, so that each state of a progress bar is a line of its own.
   * A backspace stays as `\b`: what it erases may be in an earlier chunk.
   */
  push(text: string): string;
}

export function createPlainText(): PlainText {
  return new Stripper();
}

/** Anything that is more than a character, a tab or a whole line end. */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)/;
const NEXT_CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g;
/** Where the text of a string sequence (OSC, DCS, SOS, PM, APC) ends, or may end. */
const STRING_END = /[\x07\x18\x1a\x1b\x9c]/g;
/** Final bytes of sequences that move the cursor to another line. */
const OTHER_LINE = "ABEFHfd";

/** The states of a terminal's parser (ECMA-48, as in xterm), as far as text goes in and out of them. */
class Stripper implements PlainText {
  #at: "text" | "escape" | "sequence" | "string" = "text";
  #afterReturn = false;

  push(text: string): string {
    if (this.#at === "text" && !this.#afterReturn && !CONTROL.test(text))
      return text.replaceAll("\r\n", "\n");
    let out = "";
    let from = 0;
    while (from < text.length) {
      if (this.#at === "text") {
        const control = find(NEXT_CONTROL, text, from);
        if (control > from) out += this.#lineEnd() + text.slice(from, control);
        if (control < text.length) out += this.#control(text.charAt(control));
        from = control + 1;
      } else if (this.#at === "string") {
        from = find(STRING_END, text, from);
        // An ESC is half of ST; the other half then is a whole escape sequence.
        if (from < text.length) this.#at = text[from] === "\x1b" ? "escape" : "text";
        from++;
      } else {
        out += this.#at === "escape" ? this.#escape(text.charAt(from)) : this.#sequence(text.charAt(from));
        from++;
      }
    }
    return out;
  }

  #control(control: string): string {
    switch (control) {
      case "\r":
        this.#afterReturn = true;
        return "";
      case "\n":
        this.#afterReturn = false;
        return "\n";
      case "\b":
        return this.#lineEnd() + "\b";
      case "\x1b":
        this.#at = "escape";
        return "";
      case "\x9b":
        this.#at = "sequence";
        return "";
      case "\x90":
      case "\x98":
      case "\x9d":
      case "\x9e":
      case "\x9f":
        this.#at = "string";
        return "";
      default:
        return "";
    }
  }

  #escape(character: string): string {
    if (character === "[") this.#at = "sequence";
    else if ("]PX^_".includes(character)) this.#at = "string";
    else if (character < " ") return this.#aborted(character);
    else if (character > "/") this.#at = "text";
    return "";
  }

  #sequence(character: string): string {
    if (character < " ") return this.#aborted(character);
    if (character < "@") return "";
    this.#at = "text";
    if (character === "C") return this.#lineEnd() + " ";
    if (!OTHER_LINE.includes(character)) return "";
    this.#afterReturn = false;
    return "\n";
  }

  #aborted(control: string): string {
    this.#at = "text";
    return this.#control(control);
  }

  /** What a carriage return has become, now that no line feed followed it. */
  #lineEnd(): string {
    const alone = this.#afterReturn;
    this.#afterReturn = false;
    return alone ? "\n" : "";
  }
}

function find(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
