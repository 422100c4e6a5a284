import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactTailStart, isPlain } from "#core/feed/flood.ts";
import { createHeadlessScreen } from "#server/adapters/screens/headless.ts";

const size = { cols: 20, rows: 5 };
const scrollback = 10;

async function screenOf(...texts: string[]): Promise<string> {
  const screen = createHeadlessScreen(size, scrollback);
  for (const text of texts) await new Promise<void>((parsed) => screen.write(text, parsed));
  const drawn = screen.serialize(scrollback);
  screen.dispose();
  return drawn;
}

const word = fc.constantFrom(
  "a",
  "hello world",
  "日本語テキスト",
  "x".repeat(45),
  "tab\there",
  "é",
  "",
  "over\rwritten",
);
const lines = fc.array(word, { minLength: 15, maxLength: 120 }).map((words) => words.join("\r\n"));
const before = fc.constantFrom(
  "",
  "\x1b[31mred",
  "\x1b[3;4H",
  "\x1b[?1049h",
  "\x1b[4h",
  "\x1b[?7l",
  "wrapped".repeat(9),
);

describe("a plain flood", () => {
  it("is cut to a tail that draws the very screen and scrollback that all of it draws", async () => {
    let cuts = 0;
    await fc.assert(
      fc.asyncProperty(before, lines, async (earlier, flood) => {
        const start = exactTailStart(flood, scrollback + 2 * size.rows);
        if (start > 0) cuts++;
        expect(await screenOf(earlier, flood.slice(start))).toBe(await screenOf(earlier, flood));
      }),
      { numRuns: 200 },
    );
    expect(cuts).toBeGreaterThan(50);
  });

  it("is not cut where too few lines follow", () => {
    expect(exactTailStart("a\r\n".repeat(20), 20)).toBe(0);
    expect(exactTailStart("", 20)).toBe(0);
    expect(exactTailStart("a\n".repeat(100), 20)).toBe(0);
  });

  it("is plain only without control sequences", () => {
    expect(isPlain("日本語\tand\r\ntext")).toBe(true);
    expect(isPlain("colour \x1b[31m")).toBe(false);
    expect(isPlain("back\b")).toBe(false);
    expect(isPlain("\x9b31m")).toBe(false);
  });
});

describe("the headless screen", () => {
  it("says when a scroll region makes old text leave traces", async () => {
    const screen = createHeadlessScreen(size, scrollback);
    const write = (text: string) => new Promise<void>((parsed) => screen.write(text, parsed));
    expect(screen.scrollsPlainly).toBe(true);
    await write("\x1b[2;4r");
    expect(screen.scrollsPlainly).toBe(false);
    await write("\x1b[r");
    expect(screen.scrollsPlainly).toBe(true);
  });

  it("answers a program that asks for the cursor", async () => {
    const screen = createHeadlessScreen(size, scrollback);
    const replies: string[] = [];
    screen.onReply((text) => replies.push(text));
    await new Promise<void>((parsed) => screen.write("ab\x1b[6n", parsed));
    expect(replies).toEqual(["\x1b[1;3R"]);
  });
});
