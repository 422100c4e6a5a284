import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REVEAL_MS, revealed, type RunChunk } from "#core/show/background-run.ts";

describe("a background run that is revealed", () => {
  it("has its command line typed, then what it printed, with long silences cut", () => {
    const chunks: RunChunk[] = [
      [5000, "make"],
      [5001, "one"],
      [5101, "two"],
      [95_000, "three"],
    ];
    expect(revealed({ chunks, typed: 1 })).toEqual([
      [0, "m"],
      [35, "a"],
      [70, "k"],
      [105, "e"],
      [141, "one"],
      [241, "two"],
      [641, "three"],
    ]);
  });

  it("keeps its proportions where it is squeezed", () => {
    const chunks = Array.from({ length: 101 }, (_, index): RunChunk => [
      index * (index % 2 ? 100 : 101),
      "x",
    ]);
    const times = revealed({ chunks, typed: 0 }).map(([atMs]) => atMs);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeCloseTo(REVEAL_MS);
    expect(times[50]).toBeCloseTo(REVEAL_MS / 2, -2);
  });

  it("takes no longer than a few seconds, in the same order and with nothing lost, whatever was printed when", () => {
    const chunk = fc.tuple(fc.double({ min: -1e6, max: 1e9, noNaN: true }), fc.string({ maxLength: 9 }));
    const run = fc.array(chunk, { maxLength: 80 });
    fc.assert(
      fc.property(run, fc.nat(100), (chunks, wish) => {
        const shown = revealed({ chunks, typed: Math.min(wish, chunks.length) });
        expect(shown.map(([, text]) => text).join("")).toBe(chunks.map(([, text]) => text).join(""));
        const times = shown.map(([atMs]) => atMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(times.at(-1) ?? 0).toBeLessThanOrEqual(REVEAL_MS + 1e-6);
        expect(times[0] ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
