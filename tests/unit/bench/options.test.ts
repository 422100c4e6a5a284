import { expect, test } from "vitest";
import { parseOptions } from "../../../scripts/bench/options.ts";

const flags = { rounds: "3", quick: false, json: false };

test("everything is measured unless one thing is named", () => {
  expect(parseOptions(flags)).toMatchObject({
    rounds: 3,
    tests: ["typing", "cat", "yes", "seek", "map", "audience", "understudy"],
  });
  expect(parseOptions({ ...flags, only: "yes" }).tests).toEqual(["yes"]);
});

test("a quick run is one small round", () => {
  const quick = parseOptions({ ...flags, rounds: "9", quick: true });
  expect(quick.rounds).toBe(1);
  expect(quick.load.fileBytes).toBeLessThan(parseOptions(flags).load.fileBytes);
});

test.each([
  [{ only: "typo" }, "--only takes one of typing, cat, yes, seek, map"],
  [{ rounds: "0" }, "--rounds takes 1 to 20"],
  [{ rounds: "many" }, "--rounds takes a number"],
])("%j is refused with a sentence", (wrong, sentence) => {
  expect(() => parseOptions({ ...flags, ...wrong })).toThrow(sentence);
});
