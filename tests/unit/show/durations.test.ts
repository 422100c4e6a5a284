import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { formatMs, usualDurations } from "#core/show/durations.ts";
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
