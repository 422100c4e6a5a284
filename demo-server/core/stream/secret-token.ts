import type { TokenShape } from "./token-shapes.ts";

/** Characters that are secret: `count` of them, `before` characters before the last one that was read. */
export interface Secret {
  readonly count: number;
  readonly before: number;
}

/** From this many characters on the beginning of a token is masked when the stream falls silent. */
const SETTLED_TOKEN = 8;
/** A password in a URL that is longer is cut out without waiting for its `@`. */
const LONGEST_HELD = 256;

/** What follows the prefix of a shape, read character by character. */
export class Token {
  readonly #shape: TokenShape;
  #at: "lead" | "body" | "secret" | "over";
  /** Characters in this part. In `secret`: how many of the last ones may be the shape's end text. */
  #count = 0;
  #untilSeen = false;

  constructor(shape: TokenShape) {
    this.#shape = shape;
    this.#at = shape.lead ? "lead" : "body";
  }

  clone(): Token {
    const token = new Token(this.#shape);
    token.#at = this.#at;
    token.#count = this.#count;
    token.#untilSeen = this.#untilSeen;
    return token;
  }

  get alive(): boolean {
    return this.#at !== "over";
  }

  /** How many of the last characters are not decided yet. */
  get holds(): number {
    return this.#at === "body" || this.#at === "secret" ? this.#count : 0;
  }

  get swallowsLines(): boolean {
    return this.#at === "secret" && this.#shape.body(10);
  }

  /** Whether a new token of this shape would mask nothing that this one does not. */
  covers(shape: TokenShape): boolean {
    return this.#shape === shape && this.#at === "secret";
  }

  read(code: number): Secret | null {
    if (this.#at === "lead" && this.#readLead(code)) return null;
    if (this.#at === "body") return this.#readBody(code);
    if (this.#at === "secret") return this.#readSecret(code);
    return null;
  }

  /** False where a line end ends the token. */
  lineEnd(): boolean {
    return this.#at !== "lead" && this.#shape.body(10);
  }

  /** Takes the last character back; false where there is none. */
  erase(): boolean {
    if (this.#at === "secret") return true;
    this.#count--;
    return this.#count >= 0;
  }

  /** How many of the last characters must be masked, because they are about to be shown. */
  settle(): number {
    if (this.#at === "secret") return this.#count;
    if (this.#at !== "body" || this.#count < SETTLED_TOKEN) return 0;
    if (this.#untilSeen) {
      this.#at = "over";
      return 0;
    }
    const count = this.#count;
    this.#become("secret");
    return count;
  }

  /** False where `code` is already the first character of the body. */
  #readLead(code: number): boolean {
    const lead = this.#shape.lead;
    if (lead?.chars(code) && this.#count < lead.max) {
      this.#count++;
      return true;
    }
    if (lead?.end === undefined) {
      this.#become(this.#count < (lead?.max ?? 0) ? "body" : "over");
      return false;
    }
    this.#become(code === lead.end.charCodeAt(0) ? "body" : "over");
    return true;
  }

  #readBody(code: number): Secret | null {
    const { body, min, until } = this.#shape;
    if (!body(code)) {
      this.#become("over");
      return null;
    }
    const secret = { count: this.#count, before: 1 };
    this.#count++;
    if (until !== undefined && this.#count < LONGEST_HELD) {
      if (code !== until.charCodeAt(0) || secret.count < min) return null;
      // The password itself may have this character: all of it is one only after the last.
      this.#untilSeen = true;
      return secret;
    }
    if (this.#count < min) return null;
    const count = this.#count;
    this.#become("secret");
    return { count, before: 0 };
  }

  #readSecret(code: number): Secret | null {
    const { body, end } = this.#shape;
    if (!body(code)) {
      const count = this.#count;
      this.#become("over");
      return count === 0 ? null : { count, before: 1 };
    }
    if (end === undefined) return { count: 1, before: 0 };
    const held = this.#count + 1;
    this.#count = endLength(end, this.#count, code);
    if (this.#count === end.length) this.#become("over");
    return this.#at === "over" ? null : { count: held - this.#count, before: this.#count };
  }

  #become(at: "body" | "secret" | "over"): void {
    this.#at = at;
    this.#count = 0;
  }
}

/** How much of the end text has been read after `code`, when `length` of it had been read before. */
function endLength(end: string, length: number, code: number): number {
  if (end.charCodeAt(length) === code) return length + 1;
  if (code !== end.charCodeAt(0)) return 0;
  // The end text begins with a run of one character: more of it leaves the run complete.
  const run = end.lastIndexOf(end.charAt(0)) + 1;
  return length === run ? run : 1;
}
