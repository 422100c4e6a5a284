import { expect, test } from "vitest";
import { closest, didYouMean } from "#core/closest.ts";

test.each([
  ["strat", "start"],
  ["tkes", "takes"],
  ["Biuld", "build"],
  ["screenshot", "screenshots"],
])("%s was probably meant to be %s", (wish, meant) => {
  expect(closest(wish, ["start", "takes", "build", "screenshots"])).toBe(meant);
});

test("the nearest of several is meant, and of equals the first", () => {
  expect(closest("web", ["wet", "web1", "web"])).toBe("web");
  expect(closest("web3", ["web1", "web2"])).toBe("web1");
});

test("nothing is guessed for another word", () => {
  expect(closest("frobnicate", ["start", "takes"])).toBeUndefined();
  expect(closest("", ["start"])).toBeUndefined();
  expect(didYouMean("frobnicate", ["start"])).toBe("");
});

test("the guess is said as the end of a sentence", () => {
  expect(didYouMean("lptop", ["laptop"])).toBe('; did you mean "laptop"?');
});
