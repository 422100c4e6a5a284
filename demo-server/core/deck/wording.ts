import { closest } from "../closest.ts";

/**
 * `unknown pane "lptop"; did you mean "laptop"?`, or with nothing near:
 * `unknown pane "x"; there are "laptop" and "web1"`.
 */
export function unknown(what: string, word: string, known: readonly string[]): string {
  const meant = closest(word, known);
  if (meant !== undefined) return `unknown ${what} "${word}"; did you mean "${meant}"?`;
  return known.length === 0
    ? `unknown ${what} "${word}"`
    : `unknown ${what} "${word}"; there ${known.length === 1 ? "is" : "are"} ${listed(known, "and")}`;
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function listed(words: readonly string[], joint: "and" | "or"): string {
  const quoted = words.map((word) => `"${word}"`);
  const end = quoted.pop() ?? "";
  return quoted.length === 0 ? end : `${quoted.join(", ")} ${joint} ${end}`;
}
