import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLines } from "../../../slides/deck/code-steps.ts";
import { geometryFor } from "../../../slides/deck/geometry.ts";
import { largestType, readableType, sizeFor, wishedType } from "../../../slides/panes/fit.ts";

const cell = { width: 0.5, height: 1.22 };

describe("the type of a pane", () => {
  it("is the largest with which the whole screen goes into the room", () => {
    const room = { width: 1738, height: 800 };
    const px = largestType(room, { cols: 80, rows: 24 }, cell);
    expect(Math.ceil(px * cell.height) * 24).toBeLessThanOrEqual(room.height);
    expect(Math.ceil((px + 0.5) * cell.height) * 24).toBeGreaterThan(room.height);
  });

  it("never makes a screen larger than its room, unless that is too small for any", () => {
    const sides = fc.integer({ min: 300, max: 4000 });
    fc.assert(
      fc.property(
        sides,
        sides,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 5, max: 40 }),
        (w, h, cols, rows) => {
          const px = largestType({ width: w, height: h }, { cols, rows }, cell);
          expect(px * cell.width * cols).toBeLessThanOrEqual(w);
          expect(Math.ceil(px * cell.height) * rows).toBeLessThanOrEqual(h);
        },
      ),
    );
  });

  it("stays readable on a phone, where the screen may then be wider than its room but never higher", () => {
    const upright = { width: 340, height: 650 };
    expect(readableType(upright, { cols: 107, rows: 23 }, cell)).toBe(11);
    const low = { width: 340, height: 160 };
    expect(readableType(low, { cols: 107, rows: 23 }, cell)).toBe(
      largestType(low, { cols: 1, rows: 23 }, cell),
    );
    const projector = { width: 1738, height: 800 };
    expect(readableType(projector, { cols: 107, rows: 23 }, cell)).toBe(
      largestType(projector, { cols: 107, rows: 23 }, cell),
    );
  });

  it("is readable from the last row where the size is auto", () => {
    expect(wishedType(1)).toBeGreaterThanOrEqual(28);
    expect(sizeFor({ width: 1738, height: 820 }, wishedType(1), cell).cols).toBeGreaterThanOrEqual(100);
  });
});

describe("the slide's geometry", () => {
  it("is 1920×1080 on a projector, wider on a phone on its side, narrow and tall on one held upright", () => {
    expect(geometryFor({ width: 3840, height: 2160 })).toEqual({
      width: 1920,
      height: 1080,
      portrait: false,
    });
    expect(geometryFor({ width: 1024, height: 768 })).toEqual({ width: 1920, height: 1080, portrait: false });
    expect(geometryFor({ width: 844, height: 390 }).width).toBeGreaterThan(2300);
    expect(geometryFor({ width: 390, height: 844 })).toEqual({ width: 900, height: 1948, portrait: true });
  });
});

describe("the lines of a code-step", () => {
  it("are single lines and ranges; none means the whole block", () => {
    expect([...(parseLines("3,5-7") ?? [])]).toEqual([3, 5, 6, 7]);
    expect(parseLines("")).toBeNull();
    expect(parseLines("*")).toBeNull();
  });
});
