import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChanges, changesTo } from "#core/cluster/apply.ts";
import { compare, forgetLostAfterMs } from "#core/cluster/compare.ts";
import { emptyCluster } from "#core/cluster/model.ts";
import { anyReading, clusterOf, machine, unit } from "./made-cluster.ts";

const names = (record: object): string[] => Object.keys(record).sort();

describe("what a reading changes", () => {
  it("leads from any cluster to what was read, and nothing more is to be changed then", () => {
    fc.assert(
      fc.property(anyReading, anyReading, (first, second) => {
        const before = applyChanges(emptyCluster, compare(emptyCluster, first, 1));
        const after = applyChanges(before, compare(before, second, 2));
        const listed = second.machines.map(({ id }) => id);
        expect(names(after.machines).filter((id) => after.machines[id as never]?.state === "up")).toEqual(
          [...listed].sort(),
        );
        const real = second.units.filter(({ machine: on }) => on === null || listed.includes(on));
        expect(names(after.units)).toEqual([...new Set(real.map(({ id }) => id as string))].sort());
        expect(compare(after, second, 3)).toEqual([]);
      }),
    );
  });

  it("can be applied twice, and a whole cluster can be told as changes", () => {
    fc.assert(
      fc.property(anyReading, anyReading, (first, second) => {
        const before = applyChanges(emptyCluster, compare(emptyCluster, first, 1));
        const changes = compare(before, second, 2);
        const after = applyChanges(before, changes);
        expect(applyChanges(after, changes)).toEqual(after);
        expect(applyChanges(emptyCluster, changesTo(after))).toEqual(after);
      }),
    );
  });

  it("never changes the cluster it was given", () => {
    fc.assert(
      fc.property(anyReading, anyReading, (first, second) => {
        const before = clusterOf(first);
        const copy = structuredClone(before);
        applyChanges(before, compare(before, second, 2));
        expect(before).toEqual(copy);
      }),
    );
  });

  it("counts the time in a state from its first reading, whatever else changes", () => {
    const before = clusterOf({ machines: [machine("web1")], units: [unit("a", "web1", { sub: "x" })] });
    const reading = {
      machines: [machine("web1", { address: "10.9.9.9" })],
      units: [unit("a", "web1", { sub: "y" })],
    };
    expect(compare(before, reading, 7)).toMatchObject([
      { to: "machine", machine: { address: "10.9.9.9", since: 0 } },
      { to: "unit", unit: { sub: "y", since: 0 } },
    ]);
    const failed = { ...reading, units: [unit("a", "web1", { active: "failed" })] };
    expect(compare(before, failed, 7)).toMatchObject([{ to: "machine" }, { to: "unit", unit: { since: 7 } }]);
  });
});

describe("a machine that the scheduler no longer lists", () => {
  const before = clusterOf({ machines: [machine("lb"), machine("web1")], units: [unit("a", "web1")] });
  const without = { machines: [machine("lb")], units: [unit("a", "web1"), unit("a", "lb")] };
  const lost = applyChanges(before, compare(before, without, 10));

  it("is lost, and its units are dropped although they are still listed on it", () => {
    expect(lost.machines).toMatchObject({ lb: { state: "up" }, web1: { state: "lost", since: 10 } });
    expect(names(lost.units)).toEqual(["lb/a"]);
  });

  it("is there again when it comes back", () => {
    const back = { machines: [machine("lb"), machine("web1")], units: [] };
    expect(applyChanges(lost, compare(lost, back, 20)).machines).toMatchObject({
      web1: { state: "up", since: 20 },
    });
  });

  it("is forgotten after some minutes", () => {
    const shortly = compare(lost, without, 10 + forgetLostAfterMs - 1);
    expect(shortly).toEqual([]);
    expect(compare(lost, without, 10 + forgetLostAfterMs)).toEqual([{ to: "machineGone", id: "web1" }]);
  });
});
