import type { TokenShape } from "./token-shapes.ts";

/**
 * All secret values and all prefixes of token shapes in one automaton (Aho and Corasick, 1975): a state is the longest
 * end of what was read that begins one of them.
 */
export class TrieNode {
  readonly next = new Map<number, TrieNode>();
  readonly depth: number;
  /** The state for the longest shorter end; the root's is the root itself. */
  fail: TrieNode;
  /** Length of the longest end of what was read that may still grow into a value: it is not shown yet. */
  holds = 0;
  /** Length of the longest value that ends here, 0 for none. */
  value = 0;
  /** Shapes whose prefix ends here. */
  shapes: readonly TokenShape[] = [];

  constructor(parent?: TrieNode) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.fail = this;
  }
}

export interface SecretTrie {
  readonly root: TrieNode;
  /** Finds the next place where a value or a prefix may begin: its first characters, or as many of them as the text has. */
  readonly start: RegExp;
  /** Length of the longest value or prefix. */
  readonly longest: number;
}

/** Characters of a value or prefix that `start` compares. */
const START_LENGTH = 8;
/** What a terminal's line editor may put between two characters, or the text's end. */
const GAP = "$|[\\x1b\\x9b\\r\\n\\b]| (?:\\r|$)";

export function buildTrie(values: readonly string[], shapes: readonly TokenShape[]): SecretTrie {
  const root = new TrieNode();
  for (const value of values) {
    const path = grow(root, value);
    for (const parent of [root, ...path.slice(0, -1)]) parent.holds = parent.depth;
    for (const last of path.slice(-1)) last.value = last.depth;
  }
  for (const shape of shapes) {
    for (const prefix of shape.prefixes) {
      for (const last of grow(root, prefix).slice(-1)) last.shapes = [...last.shapes, shape];
    }
  }
  const start = new RegExp(`(?:${alternatives(root)})`, "g");
  link(root);
  const lengths = [...values, ...shapes.flatMap(({ prefixes }) => prefixes)].map(({ length }) => length);
  return { root, start, longest: Math.max(START_LENGTH, ...lengths) };
}

/** The state after one more character. */
export function step(from: TrieNode, code: number): TrieNode {
  let at = from;
  for (;;) {
    const next = at.next.get(code);
    if (next) return next;
    if (at.depth === 0) return at;
    at = at.fail;
  }
}

/** Adds a text; gives back the nodes of its characters. */
function grow(root: TrieNode, text: string): TrieNode[] {
  let at = root;
  return Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index);
    const next = at.next.get(code) ?? new TrieNode(at);
    at.next.set(code, next);
    at = next;
    return next;
  });
}

/** Sets what a state takes over from its shorter ends, breadth first: those are complete before it. */
function link(root: TrieNode): void {
  let level = [root];
  while (level.length > 0) {
    const below: TrieNode[] = [];
    for (const parent of level) {
      for (const [code, child] of parent.next) {
        child.fail = parent === root ? root : step(parent.fail, code);
        child.holds ||= child.fail.holds;
        child.value ||= child.fail.value;
        child.shapes = [...child.shapes, ...child.fail.shapes];
        below.push(child);
      }
    }
    level = below;
  }
}

function alternatives(parent: TrieNode): string {
  if (parent.depth === START_LENGTH || parent.value > 0 || parent.shapes.length > 0) return "";
  const branches = Array.from(parent.next, ([code, child]) => {
    const letter = `\\u${code.toString(16).padStart(4, "0")}`;
    return letter + alternatives(child);
  });
  if (parent.depth > 0) branches.push(GAP);
  return parent.depth > 0 ? `(?:${branches.join("|")})` : branches.join("|");
}
