import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { squeezedMs } from "#core/takes/squeeze.ts";

describe("a squeezed silence", () => {
  it("is cut to the longest pause and divided by the speed", () => {
    expect(squeezedMs(600, { longestPauseMs: 1000, speed: 2 })).toBe(300);
    expect(squeezedMs(60_000, { longestPauseMs: 1000, speed: 2 })).toBe(500);
    expect(squeezedMs(-5, { longestPauseMs: 1000, speed: 2 })).toBe(0);
  });

  it("is never longer for a shorter silence, nor than the longest pause", () => {
    const ms = fc.double({ min: 0, max: 1e7, noNaN: true });
    const rules = fc.record({
      longestPauseMs: fc.integer({ min: 0, max: 10_000 }),
      speed: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(ms, ms, rules, (one, other, setting) => {
        const [short, long] = one < other ? [one, other] : [other, one];
        expect(squeezedMs(short, setting)).toBeLessThanOrEqual(squeezedMs(long, setting));
        expect(squeezedMs(long, setting)).toBeLessThanOrEqual(setting.longestPauseMs / setting.speed);
      }),
    );
  });
});
