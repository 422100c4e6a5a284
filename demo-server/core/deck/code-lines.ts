import { isOwn, type Fence } from "./fences.ts";

/** reveal.js's form: `[1-2|3]`, `[25: 1-2]`, `[|3]`, `[]`. */
const lines = /^\[\s*(?:\d*:)?\s*(?:\d+(?:\s*-\s*\d+)?|[\s,|])*\]/;

/** Why the lines to be highlighted that a code fence names cannot be read; undefined where it names none, or says them well. */
export function wrongLines(fence: Pick<Fence, "info">): string | undefined {
  const written = isOwn(fence) ? undefined : /\[[\s\d:|].*$|\[$/.exec(fence.info)?.[0];
  return written === undefined || lines.test(written)
    ? undefined
    : `"${written}" does not say which lines of the code: write them like "[1-2|4]", "[]" for numbers alone`;
}
