import { expect, test } from "vitest";
import { OrderedScreen } from "../../../slides/sources/ordered-screen.ts";
import type { Screen } from "../../../slides/sources/source.ts";

/** A terminal of 80x24 that parses what is written when it is told to. */
function openScreen() {
  const did: string[] = [];
  const unparsed: (() => void)[] = [];
  let size = { cols: 80, rows: 24 };
  const screen: Screen = {
    get cols() {
      return size.cols;
    },
    get rows() {
      return size.rows;
    },
    write: (text, drawn) => {
      unparsed.push(() => {
        if (text !== "") did.push(text);
        drawn?.();
      });
    },
    reset: () => did.push("reset"),
    resize: (cols, rows) => {
      size = { cols, rows };
      did.push(`${cols}x${rows}`);
    },
  };
  const parse = (): string[] => {
    for (let next = unparsed.shift(); next; next = unparsed.shift()) next();
    return did;
  };
  return { ordered: new OrderedScreen(screen), parse, waiting: () => unparsed.length };
}

const nothing = (): void => undefined;

test("what begins on a terminal of its size is one write, and waits for nothing", () => {
  const { ordered, parse, waiting } = openScreen();
  ordered.begin("screen", nothing, { cols: 80, rows: 24 });
  expect(waiting()).toBe(1);
  expect(parse()).toEqual(["\x1bcscreen"]);
});

test("a terminal of another size is emptied and resized, behind what was written before", () => {
  const { ordered, parse } = openScreen();
  ordered.write("before", nothing);
  ordered.begin("screen", nothing, { cols: 100, rows: 30 });
  ordered.write("behind", nothing);
  expect(parse()).toEqual(["before", "reset", "100x30", "\x1bcscreen", "behind"]);
});

test("what begins without a size keeps the one that is on its way", () => {
  const { ordered, parse } = openScreen();
  ordered.resize({ cols: 100, rows: 30 });
  ordered.begin("screen", nothing);
  ordered.begin("newer", nothing, { cols: 100, rows: 30 });
  expect(parse()).toEqual(["100x30", "\x1bcscreen", "\x1bcnewer"]);
});
