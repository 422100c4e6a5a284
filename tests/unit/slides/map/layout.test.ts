import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../../slides/map/box.ts";
import { layOut, type Plan, type Wanted } from "../../../../slides/map/layout.ts";

const besideAPane: Wanted = {
  width: 834,
  height: 790,
  machines: 3,
  gates: 1,
  gateSeats: 1,
  seats: 3,
  waiting: 0,
  letters: { main: 9, name: 14, version: 1 },
  legible: 20,
};

/** Every map that a slide can have: beside a pane, below one, alone, on a phone. */
const anyMap: fc.Arbitrary<Wanted> = fc
  .record({
    width: fc.integer({ min: 500, max: 2300 }),
    height: fc.integer({ min: 240, max: 1700 }),
    machines: fc.integer({ min: 1, max: 50 }),
    gates: fc.integer({ min: 0, max: 2 }),
    gateSeats: fc.integer({ min: 1, max: 30 }),
    seats: fc.integer({ min: 1, max: 30 }),
    waiting: fc.integer({ min: 0, max: 40 }),
    letters: fc.record({
      main: fc.integer({ min: 3, max: 40 }),
      name: fc.integer({ min: 3, max: 60 }),
      version: fc.integer({ min: 0, max: 12 }),
    }),
    legible: fc.integer({ min: 20, max: 24 }),
  })
  .map((wanted) => ({ ...wanted, gates: Math.min(wanted.gates, wanted.machines) }));

function inside(inner: Box, outer: Box): boolean {
  const hair = 0.01;
  return (
    inner.x >= outer.x - hair &&
    inner.y >= outer.y - hair &&
    inner.x + inner.width <= outer.x + outer.width + hair &&
    inner.y + inner.height <= outer.y + outer.height + hair
  );
}

function overlap(a: Box, b: Box): boolean {
  const hair = 0.01;
  return (
    a.x + a.width > b.x + hair &&
    b.x + b.width > a.x + hair &&
    a.y + a.height > b.y + hair &&
    b.y + b.height > a.y + hair
  );
}

function overlapping(boxes: readonly Box[]): [Box, Box][] {
  return boxes.flatMap((a, index) =>
    boxes.slice(index + 1).flatMap((b): [Box, Box][] => (overlap(a, b) ? [[a, b]] : [])),
  );
}

function everyMap(check: (plan: Plan, wanted: Wanted) => void): void {
  fc.assert(
    fc.property(anyMap, (wanted) => check(layOut(wanted), wanted)),
    { numRuns: 80 },
  );
}

describe("the layout of the map", () => {
  it("has a box for every machine, and no two overlap, nor the waiting area", () => {
    everyMap(({ machines, shelf }, wanted) => {
      expect(machines).toHaveLength(wanted.machines);
      expect(overlapping([...machines.map(({ box }) => box), shelf.box])).toEqual([]);
    });
  });

  it("is wholly in its room", () => {
    everyMap(({ machines, shelf }, { width, height }) => {
      const room = { x: 0, y: 0, width, height };
      for (const { box } of machines) expect(inside(box, room)).toBe(true);
      expect(inside(shelf.box, room)).toBe(true);
      for (const seat of shelf.seats) expect(inside(seat, shelf.box)).toBe(true);
    });
  });

  it("has seats in their machine, below its name, that do not overlap", () => {
    everyMap(({ machines, head }) => {
      for (const { box, seats } of machines) {
        const body = { ...box, y: box.y + head.height, height: box.height - head.height };
        for (const seat of seats) expect(inside(seat, body)).toBe(true);
        expect(overlapping(seats)).toEqual([]);
      }
    });
  });

  it("never has words smaller than can be read, nor dots smaller than can be seen", () => {
    everyMap(({ detail, tile, shelf }, { legible }) => {
      for (const [kind, { type }] of [
        [detail, tile],
        [shelf.detail, shelf.tile],
      ] as const) {
        expect(type).toBeGreaterThanOrEqual(kind === "dot" ? 8 : 0.95 * legible);
      }
    });
  });

  it("shows 500 units on 50 machines, each of them, beside a pane and alone", () => {
    const many = {
      machines: 50,
      gates: 1,
      gateSeats: 12,
      seats: 12,
      letters: { main: 5, name: 7, version: 1 },
    };
    for (const [width, height] of [
      [834, 790],
      [1736, 790],
      [812, 560],
    ] as const) {
      const { machines, tile } = layOut({ ...besideAPane, ...many, width, height });
      expect(machines.every(({ seats }) => seats.length >= 10)).toBe(true);
      expect(tile.type).toBeGreaterThanOrEqual(9);
    }
  });

  it("puts the load balancer above its machines in a high room, and before them in a flat one", () => {
    const [above, ...below] = layOut(besideAPane).machines.map(({ box }) => box);
    expect(below.every((box) => above !== undefined && box.y >= above.y + above.height)).toBe(true);
    const [before, ...after] = layOut({ ...besideAPane, width: 1736, height: 320 }).machines.map(
      ({ box }) => box,
    );
    expect(after.every((box) => before !== undefined && box.x >= before.x + before.width)).toBe(true);
  });

  it("writes the talk's units large, with their names", () => {
    const { detail, tile } = layOut(besideAPane);
    expect(detail).toBe("full");
    expect(tile.type).toBeGreaterThan(36);
  });

  it("keeps the machines where they are when a unit begins to wait", () => {
    const waiting = layOut({ ...besideAPane, waiting: 4 }).machines;
    expect(waiting).toEqual(layOut(besideAPane).machines);
  });

  it("of no machines is an empty map", () => {
    expect(layOut({ ...besideAPane, machines: 0, gates: 0 }).machines).toEqual([]);
  });
});
