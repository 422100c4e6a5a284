import { expect, test } from "vitest";
import { LAST_LINE, lineOf, textOf } from "../../../scripts/bench/files.ts";

test.each(["plain", "colour"] as const)(
  "the %s text is the same every time and as long as asked for",
  (kind) => {
    const text = [...textOf(kind, 200_000)].join("");
    expect([...textOf(kind, 200_000)].join("")).toBe(text);
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeGreaterThanOrEqual(200_000);
    expect(bytes).toBeLessThan(200_400);
  },
);

test.each(["plain", "colour"] as const)("only the last line of the %s text is the last line", (kind) => {
  const text = [...textOf(kind, 200_000)].join("");
  expect(text.endsWith(`\n${LAST_LINE}\n`)).toBe(true);
  expect(text.indexOf(LAST_LINE)).toBe(text.length - LAST_LINE.length - 1);
});

test("a line of plain text fits the terminal, and some of the other are wider", () => {
  const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
  expect(numbers.every((number) => lineOf("plain", number).length < 80)).toBe(true);
  expect(numbers.some((number) => lineOf("colour", number).replace(/\x1b\[[\d;]*m/g, "").length > 80)).toBe(
    true,
  );
});
