/** Printable characters, tab, carriage return and line feed: text that can only fill lines and scroll them away. */
const plain = /^[\x20-\x7e\t\r\n\u00a0-\uffff]*$/;

/** Whether `text` can change a terminal in no other way than by filling and scrolling lines. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/**
 * Index from which plain text has to be parsed to give the very screen and scrollback that all of it would give,
 * or 0. Exact for a terminal without a scroll region: the text before the cut only fills lines which the rest
 * pushes out again. The cut is behind a CR LF, where the cursor stands in the first column; `lines` line feeds
 * follow, so `lines` must be the scrollback plus twice the rows (the cursor may begin at the top).
 */
export function exactTailStart(text: string, lines: number): number {
  let at = text.length;
  for (let seen = 0; seen <= lines; seen++) {
    at = text.lastIndexOf("\n", at - 1);
    if (at <= 0) return 0;
  }
  while (at > 0 && text[at - 1] !== "\r") {
    at = text.lastIndexOf("\n", at - 1);
  }
  return at > 0 ? at + 1 : 0;
}
