import { step, type SecretTrie, type TrieNode } from "./secret-trie.ts";
import { Token } from "./secret-token.ts";

/** Told which positions of the stream are secret. A position that was released before stays as it was. */
export type Mask = (position: number) => void;

/** From this many characters on the beginning of a value is masked when the stream falls silent. */
const SETTLED_VALUE = 4;

/**
 * One reading of the stream, as characters without what the terminal's line editor puts between them. A backspace or
 * a wrapped line can be read in two ways: then there are two lanes.
 */
export class Lane {
  readonly #trie: SecretTrie;
  /** Positions of the characters read, and the state after each. */
  readonly #positions: number[];
  readonly #nodes: TrieNode[];
  #tokens: Token[];
  #last: number;
  /** In this lane a backspace takes back a character; in the others it is skipped. */
  readonly edits: boolean;

  constructor(trie: SecretTrie, from?: Lane, edits = from?.edits ?? false) {
    this.#trie = trie;
    this.#positions = from ? [...from.#positions] : [];
    this.#nodes = from ? [...from.#nodes] : [];
    this.#tokens = from ? from.#tokens.map((token) => token.clone()) : [];
    this.#last = from ? from.#last : -1;
    this.edits = edits;
  }

  /** Forgets everything. */
  reset(): void {
    this.#positions.length = 0;
    this.#nodes.length = 0;
    this.#tokens.length = 0;
    this.#last = -1;
  }

  get #node(): TrieNode {
    return this.#nodes.at(-1) ?? this.#trie.root;
  }

  /** Whether anything read so far could still become a secret, or is inside one. */
  get alive(): boolean {
    return this.#node !== this.#trie.root || this.#tokens.length > 0;
  }

  /** Whether the end of what was read may be the beginning of a value. */
  get inValue(): boolean {
    return this.#node.holds > 0;
  }

  /** Whether line ends are part of the secret that is being read. */
  get swallowsLines(): boolean {
    return this.#tokens.some((token) => token.swallowsLines);
  }

  /** The first position that is not decided yet. */
  get undecided(): number {
    const held = this.#tokens.reduce((most, token) => Math.max(most, token.holds), this.#node.holds);
    return held === 0 ? Infinity : (this.#positions.at(-held) ?? this.#positions[0] ?? Infinity);
  }

  /** Reads a character that changes nothing but the state; false, and reads nothing, where it does. */
  passes(code: number, position: number): boolean {
    if (this.#tokens.length > 0) return false;
    const node = step(this.#node, code);
    if (node.holds > 0 || node.value > 0 || node.shapes.length > 0) return false;
    this.#last = code;
    this.#positions.push(position);
    this.#nodes.push(node);
    this.#trim();
    return true;
  }

  read(code: number, position: number, mask: Mask): void {
    this.#last = code;
    this.#positions.push(position);
    const node = step(this.#node, code);
    this.#nodes.push(node);
    let over = false;
    for (const token of this.#tokens) {
      const secret = token.read(code);
      if (secret) this.#mask(secret.count, secret.before, mask);
      over ||= !token.alive;
    }
    if (over) this.#tokens = this.#tokens.filter((token) => token.alive);
    if (node.value > 0) this.#mask(node.value, 0, mask);
    for (const shape of node.shapes) {
      if (!this.#tokens.some((token) => token.covers(shape))) this.#tokens.push(new Token(shape));
    }
    this.#trim();
  }

  lineEnd(): void {
    if (this.#tokens.length > 0) this.#tokens = this.#tokens.filter((token) => token.lineEnd());
  }

  /** Takes the last character back. */
  erase(): void {
    this.#positions.pop();
    this.#nodes.pop();
    this.#last = -1;
    this.#tokens = this.#tokens.filter((token) => token.erase());
  }

  /** The reading in which `code` only draws the last character again, as zsh does where a line wraps. */
  redrawn(code: number, position: number): Lane | null {
    if (code !== this.#last || !this.inValue) return null;
    const lane = new Lane(this.#trie, this);
    lane.#positions.splice(-1, 1, position);
    return lane;
  }

  settle(mask: Mask): void {
    if (this.#node.holds >= SETTLED_VALUE) this.#mask(this.#node.holds, 0, mask);
    this.#tokens = this.#tokens.filter((token) => {
      this.#mask(token.settle(), 0, mask);
      return token.alive;
    });
  }

  #mask(count: number, before: number, mask: Mask): void {
    const end = this.#positions.length - before;
    for (let index = Math.max(0, end - count); index < end; index++) {
      const position = this.#positions[index];
      if (position !== undefined) mask(position);
    }
  }

  /** A long secret is read without keeping all of its positions. */
  #trim(): void {
    const kept = this.#trie.longest + 1024;
    if (this.#positions.length < 2 * kept) return;
    this.#positions.splice(0, this.#positions.length - kept);
    this.#nodes.splice(0, this.#nodes.length - kept);
  }
}
