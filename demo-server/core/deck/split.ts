/** Regular expressions (source text) as in reveal.js's `data-separator…` attributes. */
export interface Separators {
  /** Between slides side by side. */
  readonly horizontal: string;
  /** Between slides on top of each other. */
  readonly vertical: string;
  /** Between a slide and its notes. */
  readonly notes: string;
}

export const defaultSeparators: Separators = {
  horizontal: "^---[ \\t]*$",
  vertical: "^--[ \\t]*$",
  notes: "^[ \\t]*notes?:",
};

/** One slide's part of the text. */
export interface Piece {
  /** Position in reveal.js: column, then row in the column. */
  readonly h: number;
  readonly v: number;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * Where the slides of a text are, found as reveal.js's Markdown plugin (`slidify`) finds them.
 * @param masked the text with its code fences masked.
 */
export function splitSlides(masked: string, separators: Separators): Piece[] {
  const any = new RegExp(`${separators.horizontal}|${separators.vertical}`, "gm");
  const horizontal = new RegExp(separators.horizontal, "m");
  const pieces: Piece[] = [];
  let place = { h: 0, v: 0 };
  let start = 0;
  for (const match of masked.matchAll(any)) {
    if (match[0] === "") continue;
    pieces.push({ ...place, start, end: match.index });
    place = horizontal.test(match[0]) ? { h: place.h + 1, v: 0 } : { h: place.h, v: place.v + 1 };
    start = match.index + match[0].length;
  }
  pieces.push({ ...place, start, end: masked.length });
  return pieces;
}

/** Where the notes of one slide begin and its own text ends, as offsets in `masked`; null where it has none. */
export function findNotes(masked: string, separators: Separators): { end: number; notes: number } | null {
  const match = new RegExp(separators.notes, "im").exec(masked);
  if (!match || match[0] === "") return null;
  return { end: match.index, notes: match.index + match[0].length };
}

/** The front matter of a file and the line (from 1) on which the rest begins. */
export interface FrontMatter {
  /** YAML between the `---` lines; it begins on line 2. Null where the file has none. */
  readonly yaml: string | null;
  readonly body: string;
  readonly bodyLine: number;
  readonly closed: boolean;
}

/** Splits off the front matter. `text` has `\n` line ends. */
export function splitFrontMatter(text: string): FrontMatter {
  const lines = text.split("\n");
  if (lines[0]?.trimEnd() !== "---") return { yaml: null, body: text, bodyLine: 1, closed: true };
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  if (end < 0) return { yaml: null, body: text, bodyLine: 1, closed: false };
  return {
    yaml: lines.slice(1, end).join("\n"),
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
    closed: true,
  };
}
