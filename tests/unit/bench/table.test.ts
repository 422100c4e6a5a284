import { expect, test } from "vitest";
import { table } from "../../../scripts/bench/table.ts";

test("words are to the left and figures to the right, whatever their colour", () => {
  const drawn = table(
    "Times",
    ["", "ms", "exact"],
    [
      ["kuroko", "1.5", "\x1b[32myes\x1b[0m"],
      ["wetty", "120.0", "no"],
    ],
  );
  expect(drawn.split("\n")).toEqual([
    "Times",
    "             ms  exact",
    "  kuroko    1.5  \x1b[32myes\x1b[0m",
    "  wetty   120.0  no",
  ]);
});
