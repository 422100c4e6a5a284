import fc from "fast-check";

/** Places at which a text is cut, as fractions of its length. */
export const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

/** `text` cut at these fractions of its length; joined, the pieces are the text again. */
export function chunked(text: string, at: readonly number[]): string[] {
  const borders = [...at.map((part) => Math.floor(part * text.length)), text.length].sort((a, b) => a - b);
  return borders.map((border, index) => text.slice(borders[index - 1] ?? 0, border));
}

/** The worst way to cut: every UTF-16 code unit alone. */
export function letters(text: string): string[] {
  return Array.from({ length: text.length }, (_, index) => text.charAt(index));
}
