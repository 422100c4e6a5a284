import { expect, test } from "vitest";
import { verdicts } from "../../../scripts/bench/aims.ts";
import { keyMs, memoryMB, seekMs } from "../../../scripts/bench/figures.ts";
import type { PlayerName, Sample } from "../../../scripts/bench/samples.ts";
import { percentile, percentileOfTicks } from "../../../scripts/bench/statistics.ts";
import type { PeerName } from "../../../scripts/bench/peers/peer.ts";

/** Each key is drawn 10 ms after it is in the terminal. */
function typing(peer: PeerName, keysMs: number[], round = 1): Sample {
  const keys = keysMs.map((bufferMs) => ({ bufferMs, drawnMs: bufferMs + 10 }));
  return { test: "typing", peer, round, keys, memoryBytes: 60e6 };
}

function cat(peer: PeerName, ms: number, difference: string | null = null): Sample {
  return { test: "cat", kind: "plain", peer, round: 1, ms, longestGapMs: 20, difference, memoryBytes: 90e6 };
}

function yes(peer: PeerName, ms: number, memoryBytes = 80e6): Sample {
  return { test: "yes", peer, round: 1, ms, memoryBytes };
}

function seeks(player: PlayerName, firstMs: number, ms: readonly [number, number, number, number]): Sample {
  const to = (percent: number, took = 0) => ({ percent, backwards: false, ms: took });
  return {
    test: "seek",
    player,
    round: 1,
    firstMs,
    seeks: [to(25, ms[0]), to(50, ms[1]), to(75, ms[2]), to(95, ms[3])],
  };
}

function verdict(samples: readonly Sample[], part: string): boolean | null | undefined {
  const found = verdicts(samples).filter(({ aim }) => aim.includes(part));
  expect(found).toHaveLength(1);
  return found[0]?.met;
}

test("a percentile is a value that was measured", () => {
  expect(percentile([4, 1, 3, 2], 50)).toBe(2);
  expect(percentile([4, 1, 3, 2], 95)).toBe(4);
  expect(percentile([7], 50)).toBe(7);
  expect(percentile([], 50)).toBeNaN();
});

test("a percentile of a coarse clock's times lies within its tick", () => {
  expect(percentileOfTicks([1.6, 1.6, 1.7, 1.7], 50, 0.1)).toBeCloseTo(1.65);
  expect(percentileOfTicks([1.5, 1.6, 1.6, 1.6, 1.6, 1.9], 50, 0.1)).toBeCloseTo(1.6);
  expect(percentileOfTicks([1.1, 1.2, 1.2, 1.2, 1.2, 1.3, 1.3, 1.3], 50, 0.1)).toBeCloseTo(1.225);
  expect(percentileOfTicks([2], 95, 0.1)).toBeCloseTo(2.045);
  expect(percentileOfTicks([], 50, 0.1)).toBeNaN();
});

test("keys of all rounds count alike", () => {
  const samples = [typing("kuroko", [1, 1, 1]), typing("kuroko", [9], 2), typing("wetty", [50])];
  expect(keyMs(samples, "kuroko", "bufferMs", 50)).toBeCloseTo(1, 1);
  expect(keyMs(samples, "kuroko", "bufferMs", 100)).toBeCloseTo(9.05);
  expect(keyMs(samples, "kuroko", "drawnMs", 50)).toBeCloseTo(11, 1);
});

test("memory is the most of any test, or of one", () => {
  const samples = [typing("kuroko", [1]), yes("kuroko", 10, 140e6), yes("wetty", 10, 500e6)];
  expect(memoryMB(samples, "kuroko")).toBe(140);
  expect(memoryMB(samples, "kuroko", "typing")).toBe(60);
  expect(memoryMB(samples, "plain")).toBeNaN();
});

test("seeks forwards and backwards to one place are told apart", () => {
  const back = { percent: 25, backwards: true, ms: 90 };
  const samples: Sample[] = [
    {
      test: "seek",
      player: "kuroko",
      round: 1,
      firstMs: 1,
      seeks: [{ percent: 25, backwards: false, ms: 10 }, back],
    },
  ];
  expect(seekMs(samples, "kuroko", { percent: 25, backwards: false })).toBe(10);
  expect(seekMs(samples, "kuroko", { percent: 25, backwards: true })).toBe(90);
});

test.each([
  [[2, 1.9, 4.1], true, true],
  [[2.2, 1.9, 4.1], false, false],
  [[2, 2, 3.9], true, false],
])(
  "keystroke p50 of %j (kuroko, plain, wetty)",
  ([own = 0, plain = 0, wetty = 0], nearPlain, halfOfWetty) => {
    const samples = [typing("kuroko", [own]), typing("plain", [plain]), typing("wetty", [wetty])];
    expect(verdict(samples, "in the terminal at most 1.1 times the plain")).toBe(nearPlain);
    expect(verdict(samples, "in the terminal at most half of wetty's")).toBe(halfOfWetty);
  },
);

test("50 MB is compared with the faster peer, and both must have been measured", () => {
  expect(verdict([cat("kuroko", 1000), cat("plain", 3100), cat("wetty", 9000)], "third of the faster")).toBe(
    true,
  );
  expect(verdict([cat("kuroko", 1000), cat("plain", 9000), cat("wetty", 2900)], "third of the faster")).toBe(
    false,
  );
  expect(verdict([cat("kuroko", 1000), cat("plain", 9000)], "third of the faster")).toBeNull();
});

test("one difference in one round is a missed aim", () => {
  expect(verdict([cat("kuroko", 1), cat("kuroko", 1)], "exact")).toBe(true);
  expect(verdict([cat("kuroko", 1), cat("kuroko", 1, "line 3 is …")], "exact")).toBe(false);
  expect(verdict([cat("plain", 1, "line 3 is …")], "exact")).toBeNull();
});

test("Ctrl-C is judged by its worst round", () => {
  expect(verdict([yes("kuroko", 20), yes("kuroko", 199)], "under 200 ms, every time")).toBe(true);
  expect(verdict([yes("kuroko", 20), yes("kuroko", 201)], "under 200 ms, every time")).toBe(false);
});

test("a take may leave bytes out only when it says so", () => {
  const take = { test: "take", difference: null, outputBytes: 100 } as const;
  expect(verdict([{ ...take, castBytes: 120, keptScreensAfterMs: null }], "every byte")).toBe(true);
  expect(verdict([{ ...take, castBytes: 20, keptScreensAfterMs: null }], "every byte")).toBe(false);
  expect(verdict([{ ...take, castBytes: 20, keptScreensAfterMs: 40 }], "every byte")).toBe(true);
});

test("seeks are flat when the slowest place is not much slower than the fastest", () => {
  expect(verdict([seeks("kuroko", 100, [20, 22, 21, 25])], "flat")).toBe(true);
  expect(verdict([seeks("kuroko", 100, [20, 22, 30, 40])], "flat")).toBe(false);
  const both = [seeks("kuroko", 100, [20, 20, 20, 20]), seeks("asciinema segmented", 90, [90, 90, 90, 90])];
  expect(verdict(both, "first screen")).toBe(false);
});

test("without samples nothing is met and nothing is missed", () => {
  expect(verdicts([]).map(({ met }) => met)).toEqual(verdicts([]).map(() => null));
});
