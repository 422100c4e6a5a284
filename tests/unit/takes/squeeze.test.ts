import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { squeeze, squeezedTime } from "#core/takes/squeeze.ts";

const at = (...times: number[]): { atMs: number }[] => times.map((atMs) => ({ atMs }));
const timesOf = (events: readonly { atMs: number }[]): number[] => events.map((event) => event.atMs);

const rules = fc.record({
  longestPauseMs: fc.integer({ min: 0, max: 5000 }),
  speed: fc.double({ min: 0.1, max: 10, noNaN: true }),
});
const times = fc.array(fc.nat({ max: 100_000 })).map((list) => list.sort((a, b) => a - b));

describe("squeezing the waits out of a recording", () => {
  test("a silence is cut to the longest pause, and all is divided by the speed", () => {
    const events = squeeze(at(100, 100, 5100, 5200), { longestPauseMs: 1000, speed: 2 });
    expect(timesOf(events)).toEqual([50, 50, 550, 600]);
  });

  test("a replay may begin in the middle", () => {
    expect(timesOf(squeeze(at(100, 5000, 5300), { longestPauseMs: 400, speed: 1 }, 4800))).toEqual([
      0, 200, 500,
    ]);
  });

  test("a moment within a silence passes with it, and then waits for its end", () => {
    const map = squeezedTime([0, 10_000], { longestPauseMs: 1000, speed: 1 });
    expect([0, 500, 1000, 5000, 10_000, 10_100, 20_000].map(map)).toEqual([
      0, 500, 1000, 1000, 1000, 1100, 2000,
    ]);
  });

  test("keeps the rest of each event", () => {
    expect(squeeze([{ atMs: 5, data: "x" }], { longestPauseMs: 1, speed: 1 })).toEqual([
      { atMs: 1, data: "x" },
    ]);
  });

  test("order is kept, no pause is longer than allowed, none grows", () => {
    fc.assert(
      fc.property(times, rules, fc.nat({ max: 50_000 }), (recorded, allowed, fromMs) => {
        const replayed = timesOf(squeeze(at(...recorded), allowed, fromMs));
        replayed.forEach((time, index) => {
          const pause = time - (replayed[index - 1] ?? 0);
          const before = recorded[index] ?? 0;
          const silence = Math.max(0, before - Math.max(fromMs, recorded[index - 1] ?? fromMs));
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeCloseTo(Math.min(silence, allowed.longestPauseMs) / allowed.speed, 6);
        });
      }),
    );
  });

  test("the map of moments never runs back", () => {
    fc.assert(
      fc.property(times, rules, fc.array(fc.nat({ max: 120_000 })), (recorded, allowed, moments) => {
        const map = squeezedTime(recorded, allowed);
        const mapped = [...moments, ...recorded].sort((a, b) => a - b).map(map);
        mapped.forEach((time, index) => expect(time).toBeGreaterThanOrEqual(mapped[index - 1] ?? 0));
      }),
    );
  });
});
