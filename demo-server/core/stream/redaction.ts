import { LinePatterns } from "./line-patterns.ts";
import { SecretScanner } from "./secret-scanner.ts";
import { buildTrie } from "./secret-trie.ts";
import { tokenShapes } from "./token-shapes.ts";

export { MASK } from "./held-text.ts";

/** What is secret besides the well-known token shapes. */
export interface RedactionRules {
  /** Secret texts. Line ends in them do not count; values shorter than `SHORTEST_VALUE` are ignored: they are everywhere. */
  readonly values: readonly string[];
  /** Looked for within a line; see `LINE_WINDOW` for the limit. */
  readonly patterns: readonly RegExp[];
}

export const SHORTEST_VALUE = 4;

/**
 * Cuts secrets out of terminal output, titles and other strings in it too. In place of each stands `MASK`.
 *
 * - Chunks do not matter: the output depends on the text, and on where `settle` is called.
 * - A value or a token is found across colours, character sets, wrapped lines and backspaces; a value across line ends too.
 *   A value that was typed with a mistake and mended, or is printed encoded (base64, quoted), is not found.
 * - Text that cannot be a secret is never held back. At most the length of the longest value, or of a token's least length,
 *   is; with `patterns`, the end of a line from where a match could begin (see `LinePatterns`).
 */
export interface Redactor {
  push(text: string): string;
  /**
   * Lets out what is held back: to be called after some milliseconds of silence, at a mark, and at the end. What could
   * be the beginning of a secret is masked from its 4th character on (a value) or its 8th (a token), and so is all that
   * follows of it; of a secret typed slowly no more than that is ever seen. A match of a pattern that is cut by it is not found.
   */
  settle(): string;
  /** Whether something is held back: else `settle` has nothing to do. */
  readonly holds: boolean;
  /** Whether nothing is held back and no secret has begun: what comes next is read as if it were the first. */
  readonly atRest: boolean;
  /**
   * Characters without spaces and line ends: who has read so many, from a line's beginning on, finds in what follows
   * what one finds who read everything. But for a private key that was open, which has no greatest length.
   */
  readonly reach: number;
}

export function createRedactor(rules: RedactionRules): Redactor {
  const trie = trieOf(rules.values);
  const scanner = new SecretScanner(trie);
  const lines = new LinePatterns(rules.patterns);
  return {
    push: (text) => lines.push(scanner.push(text)),
    settle: () => lines.push(scanner.settle()) + lines.settle(),
    get holds() {
      return scanner.holds || lines.holds;
    },
    get atRest() {
      return scanner.idle;
    },
    reach: trie.longest,
  };
}

/** `text` as a whole without its secrets, for what is written beside the stream: a manifest's lines, a message. */
export function redactText(text: string, rules: RedactionRules): string {
  const redactor = createRedactor(rules);
  return redactor.push(text) + redactor.settle();
}

/** Compiles the author's patterns; one that is no regular expression is left out and said. */
export function compilePatterns(sources: readonly string[]): {
  readonly patterns: RegExp[];
  readonly wrong: string[];
} {
  const patterns: RegExp[] = [];
  const wrong: string[] = [];
  for (const source of sources) {
    try {
      patterns.push(new RegExp(source, "u"));
    } catch (cause) {
      wrong.push(`"${source}" is no regular expression: ${cause instanceof Error ? cause.message : "?"}`);
    }
  }
  return { patterns, wrong };
}

/** A newline in a value may reach the screen as CR LF, or as nothing at all: values are compared without line ends. */
function trieOf(values: readonly string[]): ReturnType<typeof buildTrie> {
  const texts = values.map((value) => value.replace(/[\r\n\x08]/g, ""));
  return buildTrie(
    [...new Set(texts)].filter((text) => text.length >= SHORTEST_VALUE),
    tokenShapes,
  );
}
