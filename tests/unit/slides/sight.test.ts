import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sightOn } from "../../../slides/panes/sight.ts";

describe("where a screen that is larger than its room is looked at", () => {
  it("is where it is wished while the cursor is seen from there, and else as near as can be", () => {
    const cell = { long: 8, room: 100 };
    expect(sightOn({ ...cell, at: 40 }, 0)).toBe(0);
    expect(sightOn({ ...cell, at: 240 }, 0)).toBe(148);
    expect(sightOn({ ...cell, at: 240 }, 200)).toBe(200);
    expect(sightOn({ ...cell, at: 40 }, 200)).toBe(40);
  });

  it("always has the whole of the cursor in it", () => {
    const pixels = fc.double({ min: 0, max: 3000, noNaN: true });
    fc.assert(
      fc.property(pixels, pixels, fc.double({ min: 1, max: 40, noNaN: true }), (at, wished, long) => {
        const from = sightOn({ at, long, room: 300 }, wished);
        expect(from).toBeLessThanOrEqual(at);
        expect(from + 300).toBeGreaterThanOrEqual(at + long);
        expect(Number.isInteger(from) || from === wished).toBe(true);
      }),
    );
  });
});
