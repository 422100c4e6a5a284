import headless from "@xterm/headless";
import { expect, test } from "vitest";
import { linesOf } from "../../../scripts/bench/cells.ts";
import { firstDifference } from "../../../scripts/bench/measure/exact.ts";

async function linesAfter(text: string): Promise<string[]> {
  const terminal = new headless.Terminal({ cols: 10, rows: 3, scrollback: 5, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return linesOf(terminal.buffer.active);
}

test("the same screen by other bytes is the same", async () => {
  expect(await linesAfter("ab\x1b[31mred\x1b[0m\r\n日本")).toEqual(
    await linesAfter("xx\x1b[2J\x1b[Hab\x1b[0;31mred\x1b[m\x1b[2;1H日本"),
  );
});

test.each([
  ["another colour", "\x1b[31mred", "\x1b[32mred"],
  ["another background", "\x1b[41mred", "red"],
  ["bold", "\x1b[1mred", "red"],
  ["a line that goes on", "0123456789ab", "0123456789\r\nab"],
  ["another character", "日本", "日木"],
])("%s is a difference", async (_what, one, other) => {
  expect(firstDifference(await linesAfter(one), await linesAfter(other))).not.toBeNull();
});

test("a difference names its line", () => {
  expect(firstDifference([" a", " b"], [" a", " c"])).toBe('line 1 is " b" instead of " c"');
  expect(firstDifference([" a"], [" a", " c"])).toBe("1 lines instead of 2");
  expect(firstDifference([" a"], [" a"])).toBeNull();
});
