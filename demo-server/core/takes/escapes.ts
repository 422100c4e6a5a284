/**
 * Follows the escape sequences of a terminal's output as far as a keyframe needs it: whether the text may be cut
 * here, and the state that a serialized screen does not carry. After ECMA-48 and xterm's control sequences.
 */

type Within = "ground" | "escape" | "csi" | "osc" | "string" | "stringEscape";

interface Sticky {
  cursorHidden: boolean;
  /** Parameter of DECSCUSR, or "" for the terminal's own. */
  cursorStyle: string;
  /** DECSET numbers of mouse encodings that are on. */
  mouseEncodings: Set<string>;
  /** Designation of G0 and G1, `(0` for line drawing; "" for ASCII. */
  charsets: { g0: string; g1: string; shifted: boolean };
  alternate: boolean;
  /** Parameters of DECSTBM on the normal and the alternate screen, or "". */
  margins: { normal: string; alternate: string };
  cursorSaved: boolean;
}

const fresh = (): Sticky => ({
  cursorHidden: false,
  cursorStyle: "",
  mouseEncodings: new Set(),
  charsets: { g0: "", g1: "", shifted: false },
  alternate: false,
  margins: { normal: "", alternate: "" },
  cursorSaved: false,
});

const MOUSE_ENCODINGS = new Set(["1005", "1006", "1015", "1016"]);
const ALTERNATE_SCREENS = new Set(["47", "1047", "1049"]);
// eslint's no-control-regex is not in use here: control characters are what this file is about.
const LEAVES_GROUND = /[\x0e\x0f\x1b\x80-\x9f]/g;
const ENDS_STRING = /[\x07\x18\x1a\x1b\x9c]/g;

/** Of a longer string (a picture, a clipboard) only the beginning is kept: none of it is drawn. */
const PENDING_CHARACTERS = 64 * 1024;

export class EscapeScanner {
  #within: Within = "ground";
  #sequence = "";
  #pending = "";
  /** Where the sequence that is being read began in the text that is fed. */
  #opened = 0;
  #halfCharacter = false;
  #sticky = fresh();

  /** Whether no sequence and no character is half read: a keyframe may be made here. */
  get cuttable(): boolean {
    return this.#within === "ground" && !this.#halfCharacter;
  }

  /** Whether nothing is set that only lives for a moment: the best place for a keyframe. */
  get calm(): boolean {
    const { charsets, margins, cursorSaved } = this.#sticky;
    return (
      this.cuttable &&
      !cursorSaved &&
      charsets.g0 + charsets.g1 === "" &&
      margins.normal + margins.alternate === ""
    );
  }

  /** The sequence or the character that is half read: written behind `restoring`, its rest means the same. */
  get pending(): string {
    return this.#pending;
  }

  /** What has to follow a serialized screen so that the rest of the output means the same. */
  get restoring(): string {
    return (this.region && `\x1b7${this.region}\x1b8`) + this.modes;
  }

  /** Sets the scroll region, which moves the cursor home. */
  get region(): string {
    const { alternate, margins } = this.#sticky;
    const margin = alternate ? margins.alternate : margins.normal;
    return margin && `\x1b[${margin}r`;
  }

  /** Sets everything else; moves nothing. */
  get modes(): string {
    const { cursorHidden, cursorStyle, mouseEncodings, charsets } = this.#sticky;
    return [
      charsets.g0 && `\x1b${charsets.g0}`,
      charsets.g1 && `\x1b${charsets.g1}`,
      charsets.shifted ? "\x0e" : "",
      cursorStyle && `\x1b[${cursorStyle} q`,
      ...[...mouseEncodings].map((number) => `\x1b[?${number}h`),
      cursorHidden ? "\x1b[?25l" : "",
    ].join("");
  }

  /** The terminal has another size, which undoes its scroll regions. */
  resized(): void {
    this.#sticky.margins = { normal: "", alternate: "" };
  }

  feed(text: string): void {
    if (text === "") return;
    let at = 0;
    this.#opened = -1;
    while (at < text.length) {
      at = this.#within === "ground" ? this.#skipGround(text, at) : this.#step(text, at);
    }
    this.#halfCharacter = isHighSurrogate(text.charCodeAt(text.length - 1));
    this.#pending = this.#unfinished(text);
  }

  #unfinished(text: string): string {
    if (this.#within === "ground") return this.#halfCharacter ? text.slice(-1) : "";
    const begun = this.#opened < 0 ? this.#pending + text : text.slice(this.#opened);
    return begun.slice(0, PENDING_CHARACTERS);
  }

  #skipGround(text: string, from: number): number {
    LEAVES_GROUND.lastIndex = from;
    const found = LEAVES_GROUND.exec(text);
    if (!found) return text.length;
    this.#opened = found.index;
    this.#control(found[0]);
    return found.index + 1;
  }

  #control(control: string): void {
    this.#sequence = "";
    switch (control) {
      case "\x0e":
        this.#sticky.charsets.shifted = true;
        break;
      case "\x0f":
        this.#sticky.charsets.shifted = false;
        break;
      case "\x1b":
        this.#within = "escape";
        break;
      case "\x9b":
        this.#within = "csi";
        break;
      case "\x9d":
        this.#within = "osc";
        break;
      case "\x90":
      case "\x98":
      case "\x9e":
      case "\x9f":
        this.#within = "string";
        break;
    }
  }

  #step(text: string, at: number): number {
    if (this.#within === "osc" || this.#within === "string") return this.#skipString(text, at);
    const character = text.charAt(at);
    const code = text.charCodeAt(at);
    if (code === 0x18 || code === 0x1a) this.#within = "ground";
    else if (code === 0x1b) this.#control(character);
    else if (this.#within === "csi") this.#stepCsi(character, code);
    else if (this.#within === "stringEscape" && character === "\\") this.#within = "ground";
    else this.#stepEscape(character, code);
    return at + 1;
  }

  #skipString(text: string, from: number): number {
    ENDS_STRING.lastIndex = from;
    const found = ENDS_STRING.exec(text);
    if (!found) return text.length;
    if (found[0] === "\x1b") this.#within = "stringEscape";
    // BEL ends an OSC but is part of the other strings.
    else if (found[0] !== "\x07" || this.#within === "osc") this.#within = "ground";
    return found.index + 1;
  }

  #stepEscape(character: string, code: number): void {
    this.#within = "escape";
    if (code < 0x20) return;
    if (code < 0x30) {
      this.#sequence += character;
      return;
    }
    if (this.#sequence === "") {
      if (character === "[") return this.#enter("csi");
      if (character === "]") return this.#enter("osc");
      if ("PX^_".includes(character)) return this.#enter("string");
    }
    this.#within = "ground";
    this.#escapeDone(this.#sequence + character);
  }

  #enter(within: Within): void {
    this.#within = within;
    this.#sequence = "";
  }

  #escapeDone(sequence: string): void {
    const sticky = this.#sticky;
    if (sequence === "c") this.#sticky = fresh();
    else if (sequence === "7") sticky.cursorSaved = true;
    else if (sequence === "8") sticky.cursorSaved = false;
    else if (sequence.startsWith("(")) sticky.charsets.g0 = sequence === "(B" ? "" : sequence;
    else if (sequence.startsWith(")")) sticky.charsets.g1 = sequence === ")B" ? "" : sequence;
  }

  #stepCsi(character: string, code: number): void {
    if (code >= 0x40 && code <= 0x7e) {
      this.#within = "ground";
      this.#csiDone(this.#sequence, character);
    } else if (code >= 0x20 && this.#sequence.length < 256) {
      this.#sequence += character;
    }
  }

  #csiDone(parameters: string, final: string): void {
    const sticky = this.#sticky;
    if (parameters.startsWith("?") && (final === "h" || final === "l")) {
      for (const number of parameters.slice(1).split(";")) this.#mode(number, final === "h");
    } else if (final === "r" && /^[\d;]*$/.test(parameters)) {
      const margin = /^1?(;0?)?$/.test(parameters) ? "" : parameters;
      if (sticky.alternate) sticky.margins.alternate = margin;
      else sticky.margins.normal = margin;
    } else if (final === "q" && parameters.endsWith(" ")) {
      sticky.cursorStyle = parameters.slice(0, -1);
    } else if (final === "p" && parameters === "!") {
      this.#sticky = { ...fresh(), alternate: sticky.alternate };
    } else if (parameters === "" && (final === "s" || final === "u")) {
      sticky.cursorSaved = final === "s";
    }
  }

  #mode(number: string, on: boolean): void {
    const sticky = this.#sticky;
    if (number === "25") sticky.cursorHidden = !on;
    else if (ALTERNATE_SCREENS.has(number)) {
      sticky.alternate = on;
      sticky.margins.alternate = "";
    } else if (MOUSE_ENCODINGS.has(number)) {
      if (on) sticky.mouseEncodings.add(number);
      else sticky.mouseEncodings.delete(number);
    }
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
