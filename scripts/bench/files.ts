import { createWriteStream } from "node:fs";
import { rename, stat } from "node:fs/promises";
import { once } from "node:events";

/** The last line of every file; nothing else contains it. */
export const LAST_LINE = "the curtain falls on the last line";

export type Kind = "plain" | "colour";

const WORDS = "the stagehand in black moves scenery while everybody looks at the actor".split(" ");

/** One line of a file, without its line end: the same on every machine. */
export function lineOf(kind: Kind, number: number): string {
  const words = Array.from(
    { length: 5 + (number % 5) },
    (_, i) => WORDS[(number * 7 + i * 5) % WORDS.length] ?? "",
  );
  const count = String(number).padStart(8, "0");
  if (kind === "plain") return `${count} ${words.join(" ")}`;
  const paint = (text: string, i: number): string =>
    `\x1b[38;5;${16 + ((number + i * 31) % 216)}m${text}\x1b[0m`;
  // Every seventh line is wider than the terminal.
  const long = number % 7 === 0 ? ` ${"黒子は舞台の上にいて、見えない。".repeat(3)}` : " 黒子";
  return `\x1b[1m${count}\x1b[0m ${words.map(paint).join(" ")}${long}`;
}

/** Text of about `bytes` bytes, in pieces of some 60 KB, ending with `LAST_LINE`. */
export function* textOf(kind: Kind, bytes: number): Generator<string> {
  let piece = "";
  let written = 0;
  const end = `${LAST_LINE}\n`;
  for (let number = 1; written < bytes - end.length; number++) {
    const line = `${lineOf(kind, number)}\n`;
    piece += line;
    written += Buffer.byteLength(line);
    if (piece.length < 60_000) continue;
    yield piece;
    piece = "";
  }
  yield piece + end;
}

/** Writes the file unless it is there. A file that was cut off never gets the name. */
export async function writeText(path: string, kind: Kind, bytes: number): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  const draft = `${path}.draft`;
  const out = createWriteStream(draft);
  for (const piece of textOf(kind, bytes)) {
    if (!out.write(piece)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  await rename(draft, path);
}
