import { expect, test } from "vitest";
import fc from "fast-check";
import { EscapeScanner } from "#core/takes/escapes.ts";

function scanned(...texts: string[]): EscapeScanner {
  const scanner = new EscapeScanner();
  for (const text of texts) scanner.feed(text);
  return scanner;
}

test.each([
  ["plain text", "hello\r\n"],
  ["colours", "\x1b[1;38;5;200mhello\x1b[0m"],
  ["an OSC ended by BEL", "\x1b]0;title\x07"],
  ["an OSC ended by ST", "\x1b]8;;https://example.org\x1b\\"],
  ["a DCS with a BEL in it", "\x1bP1;2|\x07\x1b\\"],
  ["a sequence that was given up", "\x1b[31\x18"],
  ["a whole character beyond the first plane", "👍"],
])("may be cut after %s", (_what, text) => {
  expect(scanned(text).cuttable).toBe(true);
});

test.each([
  ["an escape", "\x1b"],
  ["a control sequence", "\x1b[1;3"],
  ["a title", "\x1b]0;tit"],
  ["a title that is about to end", "\x1b]0;title\x1b"],
  ["a DCS after its BEL", "\x1bP1;2|\x07"],
  ["a charset designation", "\x1b("],
  ["half a character", "👍".charAt(0)],
])("may not be cut within %s", (_what, text) => {
  expect(scanned(text).cuttable).toBe(false);
});

test("restores a hidden cursor, its style, mouse encoding and line drawing", () => {
  const { restoring } = scanned("\x1b[?25;1006h\x1b[?25l\x1b[4 q\x1b(0");
  expect(restoring).toBe("\x1b(0\x1b[4 q\x1b[?1006h\x1b[?25l");
  expect(scanned(restoring).restoring).toBe(restoring);
});

test("restores the scroll region of the screen in use, and puts the cursor back", () => {
  const region = "\x1b[2;10r";
  expect(scanned(region).restoring).toBe(`\x1b7${region}\x1b8`);
  expect(scanned(region, "\x1b[?1049h").restoring).toBe("");
  expect(scanned(region, "\x1b[?1049h\x1b[1;5r\x1b[?1049l").restoring).toBe(`\x1b7${region}\x1b8`);
  expect(scanned(region, "\x1b[r").restoring).toBe("");
});

test("is calm only when nothing is set that lives for a moment", () => {
  expect(scanned("\x1b[?25l\x1b[31m").calm).toBe(true);
  expect(scanned("\x1b[2;10r").calm).toBe(false);
  expect(scanned("\x1b7").calm).toBe(false);
  expect(scanned("\x1b7\x1b8").calm).toBe(true);
  expect(scanned("\x1b(0").calm).toBe(false);
});

test("a reset forgets everything", () => {
  expect(scanned("\x1b[?25l\x1b[2;10r\x1b(0\x1bc").restoring).toBe("");
});

test("chunks make no difference", () => {
  const pieces = [
    "\x1b[",
    "?25l",
    "\x1b]0;",
    "a",
    "\x07",
    "\x1b\\",
    "\x1b(0",
    "2;10r",
    "👍",
    "\x1b",
    "\x9b1m",
    "\x18",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), fc.nat(), (chosen, where) => {
      const text = chosen.join("");
      const cut = text.length === 0 ? 0 : where % text.length;
      const whole = scanned(text);
      const halves = scanned(text.slice(0, cut), text.slice(cut));
      expect([halves.cuttable, halves.calm, halves.restoring]).toEqual([
        whole.cuttable,
        whole.calm,
        whole.restoring,
      ]);
    }),
  );
});
