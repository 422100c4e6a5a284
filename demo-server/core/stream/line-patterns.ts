import { MASK } from "./held-text.ts";

/**
 * The longest line that is looked at as a whole. In a longer one a match of up to half of this is found wherever it
 * stands; `^`, `$` and look-behind see the window only.
 */
export const LINE_WINDOW = 4096;

/** What stands between characters without being one: colours, character sets, and how a line editor wraps a line. */
const GAPS = /\x1b\[[0-?]*[ -/]*[@-~]|\x9b[0-?]*[ -/]*[@-~]|\x1b[(-+][^\x1b]| ?\r/g;
const CUT_SEQUENCE = /(?:\x1b(?:\[[0-?]*[ -/]*|[(-+])?|\x9b[0-?]*[ -/]*| )$/;
/** What a line must be rid of before a pattern sees it; a line end is not among it. */
const UNEVEN = /[\x1b\x9b]| \r|\r(?!\n)/;
/** Shorter texts are not worth a look of their own. */
const QUICK_LENGTH = 256;

/**
 * Cuts out what an author's regular expressions match in a line. Where every expression begins with plain text
 * (`corp-[0-9]{6}`) only a line's end from that text on waits for its line end; else the whole line does.
 */
export class LinePatterns {
  readonly #patterns: readonly RegExp[];
  readonly #beginnings: readonly string[] | null;
  /** The patterns for several lines at once; null where a look-around could see more than its line. */
  readonly #quick: readonly RegExp[] | null;
  #line = "";

  constructor(patterns: readonly RegExp[]) {
    this.#patterns = patterns.map((pattern) => new RegExp(pattern, pattern.flags.replace(/[gy]/g, "") + "g"));
    const beginnings = patterns.map(plainBeginning);
    this.#quick = patterns.some((pattern) => /\(\?<?[=!]/.test(pattern.source))
      ? null
      : patterns.map((pattern) => new RegExp(pattern, pattern.flags.replace(/[gym]/g, "") + "m"));
    this.#beginnings = beginnings.includes("") ? null : beginnings;
  }

  get holds(): boolean {
    return this.#line !== "";
  }

  push(text: string): string {
    if (this.#patterns.length === 0) return text;
    let from = this.#harmless(text);
    let out = text.slice(0, from);
    for (let end = text.indexOf("\n", from); end !== -1; end = text.indexOf("\n", from)) {
      out += this.#add(text.slice(from, end)) + this.settle() + "\n";
      from = end + 1;
    }
    return out + this.#add(text.slice(from)) + this.#early();
  }

  /** How much of a flood's text can pass at once: its whole lines, if no pattern matches in them or across them. */
  #harmless(text: string): number {
    const end = text.lastIndexOf("\n") + 1;
    if (end < QUICK_LENGTH || this.#line !== "" || this.#quick === null) return 0;
    const lines = text.slice(0, end);
    return UNEVEN.test(lines) || this.#quick.some((pattern) => pattern.test(lines)) ? 0 : end;
  }

  /** The line so far is looked at as if it had ended. What a match still needs is then not seen: a limit of patterns. */
  settle(): string {
    const line = this.#line;
    this.#line = "";
    return this.#mask(line, Infinity).out;
  }

  /** Takes more of a line; gives back the first half of every full window. */
  #add(text: string): string {
    let out = "";
    for (let from = 0; from < text.length;) {
      const taken = text.slice(from, from + LINE_WINDOW - this.#line.length);
      from += taken.length;
      this.#line += taken;
      if (this.#line.length < LINE_WINDOW) break;
      const masked = this.#mask(this.#line, LINE_WINDOW / 2);
      out += masked.out;
      this.#line = this.#line.slice(masked.read);
    }
    return out;
  }

  /** The beginning of the line that no match can reach any more. */
  #early(): string {
    if (this.#beginnings === null || this.#line === "") return "";
    const { text, positions } = letters(this.#line);
    const found = this.#beginnings.map((beginning) => beginningIn(text, beginning));
    const first = Math.min(...found, text.length);
    const cut = CUT_SEQUENCE.exec(this.#line)?.index ?? this.#line.length;
    const free = Math.min(positions[first] ?? this.#line.length, cut);
    const out = this.#line.slice(0, free);
    this.#line = this.#line.slice(free);
    return out;
  }

  /** Masks the matches that begin before `limit`; `read` is how far that goes at least, or a match further. */
  #mask(line: string, limit: number): { out: string; read: number } {
    const { text, positions } = letters(line);
    const secret = new Uint8Array(line.length);
    let read = Math.min(limit, line.length);
    for (const pattern of this.#patterns) {
      for (const match of text.matchAll(pattern)) {
        const within = positions.slice(match.index, match.index + match[0].length);
        const first = within[0];
        if (first === undefined || first >= limit) continue;
        for (const position of within) secret[position] = 1;
        read = Math.max(read, (within.at(-1) ?? 0) + 1);
      }
    }
    if (!secret.includes(1)) return { out: line.slice(0, read), read };
    const characters = new Set(positions);
    let out = "";
    let inMask = false;
    for (let index = 0; index < read; index++) {
      if (secret[index] !== 1) out += line.charAt(index);
      else if (!inMask) out += MASK;
      if (characters.has(index)) inMask = secret[index] === 1;
    }
    return { out, read };
  }
}

/** A line without gaps, and where each of its characters stood. */
function letters(line: string): { text: string; positions: number[] } {
  const positions: number[] = [];
  let text = "";
  let from = 0;
  const take = (to: number): void => {
    text += line.slice(from, to);
    for (let position = from; position < to; position++) positions.push(position);
  };
  for (const gap of line.matchAll(GAPS)) {
    take(gap.index);
    from = gap.index + gap[0].length;
  }
  take(line.length);
  return { text, positions };
}

/** Where `beginning` stands in `text`, or where the text's end could be the start of it. */
function beginningIn(text: string, beginning: string): number {
  const whole = text.indexOf(beginning);
  if (whole !== -1) return whole;
  for (let length = Math.min(beginning.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(beginning.slice(0, length))) return text.length - length;
  }
  return text.length;
}

/** The plain text that every match of the pattern begins with; "" where that cannot be said. */
export function plainBeginning(pattern: RegExp): string {
  const { source, flags } = pattern;
  if (/[|]|\(\?<[=!]/.test(source) || flags.includes("i")) return "";
  const plain = /^[\w\-:/@#%&=~,;!"'<> ]*/.exec(source)?.[0] ?? "";
  // A quantifier belongs to the last plain character, which may then be missing.
  return /^[*?{]/.test(source.slice(plain.length)) ? plain.slice(0, -1) : plain;
}
