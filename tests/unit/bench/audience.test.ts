import { describe, expect, it } from "vitest";
import { chunkBytes, chunkOf, chunksIn } from "../../../scripts/bench/audience/chunks.ts";
import { percentileOf, sum } from "../../../scripts/bench/audience/fan-out.ts";

describe("what is printed for the room", () => {
  it("is 1 KiB, and can be found again wherever a message was cut", () => {
    const text = chunkOf(7, 123.4567) + chunkOf(8, 133.4567);
    expect(chunkOf(7, 123.4567)).toHaveLength(chunkBytes);
    expect(chunksIn(text)).toEqual([
      { number: 7, dueAt: 123.457 },
      { number: 8, dueAt: 133.457 },
    ]);
    for (let cut = 0; cut <= chunkBytes; cut += 13) {
      expect(chunksIn(text.slice(0, cut)).length).toBe(cut === chunkBytes ? 1 : 0);
    }
  });

  it("is counted by whole milliseconds", () => {
    const counts = sum([
      [0, 50, 0, 10],
      [0, 39, 0, 0, 1],
    ]);
    expect(counts).toEqual([0, 89, 0, 10, 1]);
    expect(percentileOf(counts, 50)).toBe(2);
    expect(percentileOf(counts, 99)).toBe(4);
    expect(percentileOf(counts, 100)).toBe(5);
    expect(percentileOf([], 50)).toBeNaN();
  });
});
