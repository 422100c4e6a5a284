import { isOwn, type Fence } from "./fences.ts";

const range = /^(?:\d+\s*(?:-\s*\d+)?)?$/;

/** Why the lines to be highlighted that a code fence names cannot be read; undefined where it names none, or says them well. */
export function wrongLines(fence: Pick<Fence, "info">): string | undefined {
  const written = isOwn(fence) ? undefined : /\[[\s\d:|].*$|\[$/.exec(fence.info)?.[0];
  return written === undefined || isWell(written)
    ? undefined
    : `"${written}" does not say which lines of the code: write them like "[1-2|4]", "[]" for numbers alone`;
}

/** reveal.js's form: `[1-2|3]`, `[25: 1-2]`, `[|3]`, `[]`. */
function isWell(written: string): boolean {
  const end = written.indexOf("]");
  if (end < 0) return false;
  const ranges = written.slice(1, end).replace(/^\s*\d*:/, "");
  return ranges.split(/[|,]/).every((part) => range.test(part.trim()));
}
