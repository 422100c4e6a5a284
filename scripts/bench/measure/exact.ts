import { createReadStream } from "node:fs";
import headless from "@xterm/headless";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { linesOf } from "../cells.ts";
import { PROMPT } from "./terminal.ts";

/** What a terminal of 80 by 24 with 1000 lines of scrollback shows after `cat` of the file: every byte parsed. */
export async function expectedLines(file: string): Promise<string[]> {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, scrollback: 1000, allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 256 * 1024 }))
    await write(String(chunk).replaceAll("\n", "\r\n"));
  await write(PROMPT);
  const lines = linesOf(terminal.buffer.active);
  terminal.dispose();
  return lines;
}

/** Null where both are the same, or else the first line that differs. */
export function firstDifference(shown: readonly string[], expected: readonly string[]): string | null {
  if (shown.length !== expected.length) return `${shown.length} lines instead of ${expected.length}`;
  const at = shown.findIndex((line, row) => line !== expected[row]);
  return at < 0 ? null : `line ${at} is "${shown[at]}" instead of "${expected[at]}"`;
}
