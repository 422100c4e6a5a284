import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { durationWords, fits, formatMs, usualDurations } from "#core/show/durations.ts";
import { run } from "../../support/made-take.ts";

const steps = [{ id: id<"step">("apply"), lines: ["apply"] }];
const took = (ms: number, more: Parameters<typeof run>[3] = {}) =>
  run("apply", "p", [0, 500, 500 + ms], more);

describe("how long a step takes", () => {
  it("is the middle of its good runs in all takes, and the worst of them", () => {
    const takes = [{ steps: [took(40_000), took(65_000)] }, { steps: [took(38_000)] }];
    expect(usualDurations(steps, takes)).toEqual({ apply: { usualMs: 40_000, worstMs: 65_000, runs: 3 } });
  });

  it("is not told by runs that failed, were left open, or were of another command line", () => {
    const takes = [
      {
        steps: [
          took(1, { outcome: "failed" }),
          took(2, { endMs: null, outcome: "open" }),
          took(3, { lines: ["destroy"] }),
        ],
      },
    ];
    expect(usualDurations(steps, takes)).toEqual({});
  });
});

it("a time is written as short as it can be read", () => {
  expect([26, 95, 9_940, 9_960, 99_400, 130_000].map(formatMs)).toEqual([
    "26 ms",
    "0.1 s",
    "9.9 s",
    "10 s",
    "99 s",
    "2:10",
  ]);
});

describe("what a step's time means for the speaker", () => {
  const apply = { usualMs: 40_000, worstMs: 65_000, runs: 3 };

  it("is said with the time that is left", () => {
    expect(durationWords(apply, 130_000, "en")).toBe("usually 40 s, at worst 65 s; you have 2:10");
    expect(durationWords(apply, 130_000, "ja")).toBe("普段 40 s、最長 65 s（残り 2:10）");
    expect(durationWords(apply, 50_000, "en")).toMatch(/; you have only 50 s$/);
    expect(durationWords(apply, -20_000, "en")).toMatch(/; you are 20 s over$/);
    expect(durationWords(apply, 50_000, "ja")).toMatch(/（残りは 50 s だけ）$/);
    expect(durationWords(apply, -20_000, "ja")).toMatch(/（20 s 超過）$/);
    expect(durationWords({ ...apply, runs: 1 }, null, "en")).toBe("last time 40 s");
  });

  it("is whether it still fits", () => {
    expect(fits(apply, 65_000)).toBe(true);
    expect(fits(apply, 64_999)).toBe(false);
  });
});
