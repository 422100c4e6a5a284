import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mulberry32, rhythm } from "#core/stream/pacing.ts";

const total = (text: string, speed: number, seed: number): number =>
  rhythm(text, speed, seed).reduce((sum, key) => sum + key.afterMs, 0);

describe("the rhythm of typing", () => {
  test("keeps the text and the mean speed", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 2 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer(),
        (text, speed, seed) => {
          const keys = rhythm(text, speed, seed);
          expect(keys.map((key) => key.text).join("")).toBe(text);
          expect(keys.every((key) => key.afterMs >= 0)).toBe(true);
          expect(total(text, speed, seed)).toBeCloseTo(((keys.length - 1) * 1000) / speed, 6);
        },
      ),
    );
  });

  test("is the same for the same seed, another for another", () => {
    expect(rhythm("docker ps", 20, 7)).toEqual(rhythm("docker ps", 20, 7));
    expect(rhythm("docker ps", 20, 7)).not.toEqual(rhythm("docker ps", 20, 8));
  });

  test("is not a machine's: it varies, and hesitates after a word and a sign", () => {
    const keys = rhythm("aaaa aaaa-aaaa".repeat(40), 20, 1);
    const mean = (after: string): number => {
      const waits = keys.filter((_, index) => keys[index - 1]?.text === after).map((key) => key.afterMs);
      return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    };
    expect(mean(" ")).toBeGreaterThan(1.3 * mean("a"));
    expect(mean("-")).toBeGreaterThan(1.1 * mean("a"));
    expect(new Set(keys.map((key) => Math.round(key.afterMs))).size).toBeGreaterThan(20);
  });

  test("types what a reader sees as one character at once", () => {
    expect(rhythm("がé👨‍👩‍👧", 10, 0).map((key) => key.text)).toEqual(["が", "é", "👨‍👩‍👧"]);
  });

  test("nothing and one character take no time", () => {
    expect(rhythm("", 10, 0)).toEqual([]);
    expect(rhythm("a", 10, 0)).toEqual([{ text: "a", afterMs: 0 }]);
  });

  test("chance lies between 0 and 1, evenly", () => {
    const random = mulberry32(42);
    const numbers = Array.from({ length: 10_000 }, random);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});
