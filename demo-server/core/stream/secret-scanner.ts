import { HeldText } from "./held-text.ts";
import { Lane } from "./secret-lane.ts";
import type { SecretTrie } from "./secret-trie.ts";

/** Readings that are followed at the same time. */
const MOST_LANES = 8;
/** A control sequence with more parameters than this is none. */
const LONGEST_SEQUENCE = 64;

/**
 * Cuts secrets out of a stream. What comes out is a function of the characters alone, never of the chunks: outside of
 * a possible secret the text is skipped by one regular expression, inside it is read character by character.
 */
export class SecretScanner {
  readonly #trie: SecretTrie;
  #lanes: Lane[];
  /** Inside a sequence, or after a space: a space and a carriage return are how readline wraps a line. */
  #between: "nothing" | "escape" | "sequence" | "charset" | "space" = "nothing";
  #sequenceLength = 0;
  #afterReturn = false;
  readonly #held = new HeldText();
  #idle = true;

  constructor(trie: SecretTrie) {
    this.#trie = trie;
    this.#lanes = [new Lane(trie)];
  }

  get holds(): boolean {
    return !this.#held.isEmpty;
  }

  /** Whether nothing that was read can matter any more. */
  get idle(): boolean {
    return this.#idle;
  }

  push(text: string): string {
    if (text.length === 1 && this.#passes(text.charCodeAt(0))) return text;
    let out = "";
    let at = 0;
    while (at < text.length) {
      if (this.#idle) {
        const start = this.#nextStart(text, at);
        out += at === 0 && start === text.length ? text : text.slice(at, start);
        this.#held.pass(start - at);
        at = start;
      }
      while (at < text.length) {
        this.#read(text.charCodeAt(at), text.charAt(at));
        at++;
        if (this.#idle) break;
      }
      this.#release();
      out += this.#held.take();
    }
    return out;
  }

  /** Lets out what is held back; the beginning of a secret is masked if it is long enough to matter. */
  settle(): string {
    if (this.#between === "space") {
      this.#between = "nothing";
      this.#feed(0x20, this.#held.end - 1);
    }
    for (const lane of this.#lanes) lane.settle(this.#mask);
    this.#rest();
    this.#held.release(this.#held.end);
    return this.#held.take();
  }

  /** A key's echo, mostly: a single character that is shown whatever comes next needs no more than this. */
  #passes(code: number): boolean {
    const lane = this.#lanes[0];
    if (!lane || this.#lanes.length > 1 || this.#between !== "nothing" || this.#afterReturn) return false;
    if (beginsGap(code) || !this.#held.isEmpty || !lane.passes(code, this.#held.end)) return false;
    this.#held.pass(1);
    this.#rest();
    return true;
  }

  #nextStart(text: string, from: number): number {
    const { start } = this.#trie;
    start.lastIndex = from;
    return start.exec(text)?.index ?? text.length;
  }

  #read(code: number, character: string): void {
    const position = this.#held.end;
    this.#held.add(character);
    if (this.#continuesGap(code, position)) this.#held.know(position, "gap");
    else this.#readCharacter(code, position);
    this.#rest();
  }

  /** Forgets everything once nothing that was read can matter any more. */
  #rest(): void {
    if (this.#lanes.length > 1) this.#release();
    this.#idle = this.#between === "nothing" && !this.#alive();
    if (this.#idle) this.#startOver();
  }

  #alive(): boolean {
    for (const lane of this.#lanes) if (lane.alive) return true;
    return false;
  }

  #startOver(): void {
    this.#lanes.length = 1;
    this.#lanes[0]?.reset();
    this.#afterReturn = false;
  }

  /** Whether `code` belongs to what a line editor or a colour puts between characters. */
  #continuesGap(code: number, position: number): boolean {
    switch (this.#between) {
      case "escape":
        this.#between = code === 0x5b ? "sequence" : isCharset(code) ? "charset" : "nothing";
        if (this.#between === "nothing") this.#startOver();
        return this.#between !== "nothing";
      case "sequence":
        return this.#continuesSequence(code);
      case "charset":
        this.#between = "nothing";
        return true;
      case "space":
        this.#between = "nothing";
        if (code === 0x0d) this.#wrap(position - 1);
        else this.#feed(0x20, position - 1);
        return this.#beginsGap(code, position);
      case "nothing":
        return this.#beginsGap(code, position);
    }
  }

  #continuesSequence(code: number): boolean {
    if (code >= 0x20 && code < 0x40 && ++this.#sequenceLength < LONGEST_SEQUENCE) return true;
    this.#between = "nothing";
    if (code >= 0x40 && code < 0x7f) return true;
    this.#startOver();
    return false;
  }

  #beginsGap(code: number, position: number): boolean {
    switch (code) {
      case 0x1b:
        this.#between = "escape";
        return true;
      case 0x9b:
        this.#between = "sequence";
        this.#sequenceLength = 0;
        return true;
      case 0x20:
        this.#between = "space";
        return true;
      case 0x08:
        this.#backspace();
        return true;
      case 0x0a:
      case 0x0d:
        this.#lineEnd(code, position);
        return true;
      default:
        return false;
    }
  }

  #readCharacter(code: number, position: number): void {
    if (!this.#afterReturn) {
      this.#feed(code, position);
      return;
    }
    this.#afterReturn = false;
    const redrawn = this.#lanes.map((lane) => lane.redrawn(code, position));
    this.#feed(code, position);
    this.#addLanes(redrawn);
  }

  #feed(code: number, position: number): void {
    this.#held.know(position, "shown");
    for (const lane of this.#lanes) lane.read(code, position, this.#mask);
    if (this.#lanes.length > 1) this.#lanes = this.#lanes.filter((lane, at) => at === 0 || lane.alive);
  }

  /** A space and a carriage return: the line was wrapped, or the space is meant. */
  #wrap(space: number): void {
    const wrapped = this.#lanes.map((lane) => new Lane(this.#trie, lane));
    this.#feed(0x20, space);
    this.#held.know(space, "gap");
    this.#addLanes(wrapped);
  }

  #backspace(): void {
    this.#release();
    if (!this.#lanes.some((lane) => lane.edits)) {
      this.#addLanes(this.#lanes.map((lane) => new Lane(this.#trie, lane, true)));
    }
    for (const lane of this.#lanes) if (lane.edits) lane.erase();
  }

  #lineEnd(code: number, position: number): void {
    if (this.#lanes.some((lane) => lane.swallowsLines)) this.#mask(position);
    if (code === 0x0a) for (const lane of this.#lanes) lane.lineEnd();
    this.#afterReturn = code === 0x0d;
  }

  #addLanes(lanes: readonly (Lane | null)[]): void {
    this.#lanes.push(...lanes.filter((lane) => lane !== null).filter((lane) => lane.alive));
    if (this.#lanes.length > MOST_LANES) this.#lanes.length = MOST_LANES;
  }

  readonly #mask = (position: number): void => {
    this.#held.know(position, "secret");
  };

  /**
   * Decides what may be shown. One lane alone never masks what it does not hold, so this waits for the chunk's end;
   * with more lanes it is done after each character, or the output would depend on the chunks.
   */
  #release(): void {
    let free = this.#between === "space" ? this.#held.end - 1 : this.#held.end;
    for (const lane of this.#lanes) free = Math.min(free, lane.undecided);
    this.#held.release(free);
  }
}

/** What a line editor or a colour puts between characters begins with one of these. */
function beginsGap(code: number): boolean {
  return code === 0x1b || code === 0x9b || code === 0x20 || code === 0x08 || code === 0x0a || code === 0x0d;
}

/** The second character of an escape sequence that chooses a character set, as `tput sgr0` prints it. */
function isCharset(code: number): boolean {
  return code >= 0x28 && code <= 0x2b;
}
