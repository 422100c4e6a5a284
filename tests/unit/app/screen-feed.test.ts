import { expect, test } from "vitest";
import type { ScreenBuffer } from "#server/app/ports.ts";
import { ScreenFeed } from "#server/app/screen-feed.ts";
import { fakeClock } from "../../support/fake-clock.ts";

/** A screen that parses when it is told to. */
function slowScreen() {
  const parsing: { text: string; parsed: () => void }[] = [];
  const buffer: ScreenBuffer = {
    write: (text, parsed) => parsing.push({ text, parsed }),
    resize: () => undefined,
    size: { cols: 80, rows: 2 },
    scrollsPlainly: true,
    onReply: () => undefined,
    serialize: () => "",
    dispose: () => undefined,
  };
  return { buffer, parsing, parse: () => parsing.shift()?.parsed() };
}

const line = `${"x".repeat(62)}\r\n`;
const lines = (count: number): string => line.repeat(count);

function feedOf(screen: ReturnType<typeof slowScreen>) {
  const clock = fakeClock();
  const pressure: boolean[] = [];
  const feed = new ScreenFeed(screen.buffer, 3, clock, (pause) => pressure.push(pause));
  return { clock, feed, pressure };
}

test("what is typed and echoed is parsed at once, one piece after the other", () => {
  const screen = slowScreen();
  const { feed } = feedOf(screen);
  for (const key of "abc") {
    feed.write(key);
    expect(screen.parsing.map(({ text }) => text)).toEqual([key]);
    screen.parse();
  }
});

test("after a large batch the parser lets the flood gather, and parses its tail only", () => {
  const screen = slowScreen();
  const { feed } = feedOf(screen);
  feed.write(lines(1024));
  screen.parse();
  for (let written = 0; written < 11; written++) feed.write(lines(1024));
  expect(screen.parsing).toEqual([]);
  feed.write(lines(1024));
  expect(screen.parsing).toHaveLength(1);
  expect(screen.parsing[0]?.text.length).toBeLessThan(20 * line.length);
});

test("a flood that ends while the parser rests is shown a moment later", async () => {
  const screen = slowScreen();
  const { feed, clock } = feedOf(screen);
  feed.write(lines(1024));
  screen.parse();
  feed.write("$ ");
  expect(screen.parsing).toEqual([]);
  await clock.pass(30);
  expect(screen.parsing.map(({ text }) => text)).toEqual(["$ "]);
});

test("who waits for the end ends the parser's rest, and is told with every character counted", () => {
  const screen = slowScreen();
  const { feed } = feedOf(screen);
  feed.write(lines(1024));
  screen.parse();
  feed.write("$ ");
  const offsets: number[] = [];
  feed.atEnd(() => feed.soon(({ offset }) => offsets.push(offset)));
  screen.parse();
  expect(offsets).toEqual([1024 * line.length + 2]);
});

test("what was left out is counted, and neither parsed nor waited for", () => {
  const screen = slowScreen();
  const { feed, pressure } = feedOf(screen);
  feed.write("before");
  feed.leaveOut(10_000_000);
  feed.write("behind");
  const offsets: number[] = [];
  feed.soon(({ offset }) => offsets.push(offset));
  screen.parse();
  feed.atEnd(() => feed.soon(({ offset }) => offsets.push(offset)));
  expect(screen.parsing.map(({ text }) => text)).toEqual(["behind"]);
  screen.parse();
  expect(offsets).toEqual([6, 10_000_012]);
  expect(pressure).toEqual([]);
});

test("text scrolls plainly only when every control sequence before it is on the screen", () => {
  const screen = slowScreen();
  const { feed } = feedOf(screen);
  expect(feed.scrollsPlainly).toBe(true);
  feed.write("plain");
  expect(feed.scrollsPlainly).toBe(true);
  feed.write("\x1b[2;4r");
  expect(feed.scrollsPlainly).toBe(false);
  while (screen.parsing.length > 0) screen.parse();
  expect(feed.scrollsPlainly).toBe(true);
});

test("the shell waits while the parser is a megabyte behind, and no longer", () => {
  const screen = slowScreen();
  const { feed, pressure } = feedOf(screen);
  for (let written = 0; written < 17; written++) feed.write(lines(1024));
  expect(pressure).toEqual([true]);
  while (screen.parsing.length > 0) screen.parse();
  expect(pressure).toEqual([true, false]);
});

test("nothing is parsed after the pane is gone", async () => {
  const screen = slowScreen();
  const { feed, clock } = feedOf(screen);
  feed.write(lines(1024));
  screen.parse();
  feed.write("$ ");
  feed.dispose();
  await clock.pass(100);
  expect(screen.parsing).toEqual([]);
});
