/**
 * Shell marks: what the injected shell integration says about prompts and commands, as OSC 133 sequences
 * (FinalTerm's semantic prompts, as iTerm2, WezTerm and VS Code read them). They never reach the screen.
 */

export type Mark =
  | { readonly at: "promptStart" }
  | { readonly at: "promptEnd" }
  /** The shell asks for another line of the same command: its secondary prompt is drawn. */
  | { readonly at: "continuation" }
  | { readonly at: "commandStart" }
  /** `status` is null where the shell gave none. */
  | { readonly at: "commandEnd"; readonly status: number | null };

export type MarkedPart =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "mark"; readonly mark: Mark };

export interface MarkReader {
  /** The parts of this chunk, in order. What may be the start of a mark waits for the next chunk. */
  push(text: string): MarkedPart[];
  /** What still waited, as text: the stream is over. */
  end(): MarkedPart[];
  /** Whether something waits. */
  readonly waits: boolean;
}

/** A sequence whose body is longer than this was never a mark: it passes as text, so that nothing is swallowed for ever. */
export const MARK_LIMIT = 256;

const OPENING = "\x1b]133";
/** BEL and ST end an OSC; CAN, SUB and the ESC of another sequence break it off, as in xterm. */
const ENDING = /[\x07\x9c\x18\x1a\x1b]/g;

/**
 * Takes all OSC 133 sequences out of a stream of text, however it is cut into chunks.
 * @param nonce only marks with the parameter `k=<nonce>` are believed: any program can print the others.
 */
export function createMarkReader(nonce: string): MarkReader {
  let held = "";
  return {
    push(text) {
      if (held === "" && !text.includes("\x1b")) return text === "" ? [] : [{ kind: "text", text }];
      const parts = new Parts();
      held = read(held + text, nonce, parts);
      return parts.done();
    },
    end() {
      const parts = new Parts();
      parts.text(held);
      held = "";
      return parts.done();
    },
    get waits() {
      return held !== "";
    },
  };
}

class Parts {
  readonly #parts: MarkedPart[] = [];
  #text = "";

  text(text: string): void {
    this.#text += text;
  }

  mark(mark: Mark): void {
    this.#parts.push(...this.#flush(), { kind: "mark", mark });
  }

  done(): MarkedPart[] {
    return [...this.#parts, ...this.#flush()];
  }

  #flush(): MarkedPart[] {
    const text = this.#text;
    this.#text = "";
    return text === "" ? [] : [{ kind: "text", text }];
  }
}

/** Reads all of `text` but a tail that could become a mark, which is given back. */
function read(text: string, nonce: string, parts: Parts): string {
  let from = 0;
  let escape = nextOpening(text, 0);
  while (escape !== -1) {
    const found = sequenceAt(text, escape);
    if (found === "unfinished") break;
    parts.text(text.slice(from, escape + (found === "text" ? 1 : 0)));
    if (found === "text") {
      from = escape + 1;
    } else {
      from = found.end;
      const mark = parse(found.body, nonce);
      if (mark) parts.mark(mark);
    }
    escape = nextOpening(text, from);
  }
  const rest = escape === -1 ? text.length : escape;
  parts.text(text.slice(from, rest));
  return text.slice(rest);
}

/** Where the next mark opens, or where the text's last characters could be the start of its opening; -1 if nowhere. */
function nextOpening(text: string, from: number): number {
  const whole = text.indexOf(OPENING, from);
  if (whole !== -1) return whole;
  for (let length = Math.min(OPENING.length - 1, text.length - from); length > 0; length--) {
    if (text.endsWith(OPENING.slice(0, length))) return text.length - length;
  }
  return -1;
}

type Sequence = { readonly body: string | null; readonly end: number } | "text" | "unfinished";

/** The sequence that opens at `start`; its body is null where it was broken off. */
function sequenceAt(text: string, start: number): Sequence {
  const open = start + OPENING.length;
  if (text.length <= open) return "unfinished";
  ENDING.lastIndex = open;
  const end = ENDING.exec(text)?.index ?? -1;
  // `133` may be the start of another number: iTerm2's own sequences are OSC 1337.
  if (text[open] !== ";" && end !== open) return "text";
  if (end === -1) return text.length - open > MARK_LIMIT ? "text" : "unfinished";
  if (end - open > MARK_LIMIT) return "text";
  const body = text.slice(open + 1, end);
  const ending = text[end];
  if (ending === "\x07" || ending === "\x9c") return { body, end: end + 1 };
  if (ending !== "\x1b") return { body: null, end: end + 1 };
  if (end + 1 === text.length) return "unfinished";
  return text[end + 1] === "\\" ? { body, end: end + 2 } : { body: null, end };
}

function parse(body: string | null, nonce: string): Mark | null {
  const [letter, ...parameters] = body?.split(";") ?? [];
  if (nonce === "" || !parameters.includes(`k=${nonce}`)) return null;
  if (letter === "A") return { at: "promptStart" };
  if (letter === "B") return { at: "promptEnd" };
  if (letter === "P") return { at: "continuation" };
  if (letter === "C") return { at: "commandStart" };
  if (letter !== "D") return null;
  const status = parameters[0] ?? "";
  return { at: "commandEnd", status: /^-?\d{1,10}$/.test(status) ? Number(status) : null };
}
