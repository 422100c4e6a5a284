import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "../../../../demo-server/core/cluster/model.ts";
import { id } from "../../../../demo-server/core/ids.ts";
import { sceneOf } from "../../../../slides/map/scene.ts";
import { closeUp, nobody, roomFor, seat, type Seating } from "../../../../slides/map/seating.ts";
import { cluster, machine, unit } from "../../../e2e/map/made-cluster.ts";

const web1 = id<"machine">("web1");
const seated = (seating: Seating): readonly (string | null)[] =>
  (seating.machines.get(web1) ?? []).map((one) => one?.split(" ")[0] ?? null);
const having = (...units: Unit[]) => sceneOf(cluster([machine("web1")], units));
const on = (name: string): Unit => unit(name, "web1", "running", "web:1");

describe("the seats of units", () => {
  it("are by name at first, those with an image before their sidekicks", () => {
    const sidekick = unit("discovery@1", "web1");
    expect(seated(closeUp(having(sidekick, on("web.10"), on("web.2"))))).toEqual([
      "web.2",
      "web.10",
      "discovery@1",
    ]);
  });

  it("stay when others come and go", () => {
    const first = seat(nobody, having(on("a"), on("b"), on("c")));
    const second = seat(first, having(on("a"), on("c")));
    expect(seated(second)).toEqual(["a", null, "c"]);
    expect(seated(seat(second, having(on("a"), on("c"), on("d"), on("e"))))).toEqual(["a", "d", "c", "e"]);
  });

  it("hold every unit once, whatever happened before", () => {
    const some = fc.uniqueArray(
      fc.integer({ min: 0, max: 20 }).map((number) => on(`web.${number}`)),
      {
        selector: ({ id: key }) => key,
      },
    );
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 6 }), (moments) => {
        const last = moments.reduce((seating, units) => seat(seating, having(...units)), nobody);
        const names = seated(last).filter((name) => name !== null);
        expect([...names].sort()).toEqual((moments.at(-1) ?? []).map(({ name }) => name).sort());
      }),
    );
  });

  it("of a unit whose machine is not on the map are in the waiting area", () => {
    const scene = sceneOf(cluster([machine("web1")], [unit("a", "web9"), unit("b", null)]));
    expect(seat(nobody, scene).waiting).toEqual(["a web9", "b "]);
  });
});

describe("the room for units", () => {
  it("grows in steps, and shrinks only when half is enough", () => {
    expect(roomFor(2, 3, 0)).toBe(3);
    expect(roomFor(5, 3, 3)).toBe(6);
    expect(roomFor(4, 3, 6)).toBe(6);
    expect(roomFor(3, 3, 6)).toBe(3);
  });

  it("is always enough", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(4), fc.nat(200), (needed, least, before) => {
        expect(roomFor(needed, least, before)).toBeGreaterThanOrEqual(Math.max(needed, least));
      }),
    );
  });
});
