import fc from "fast-check";
import type { Cluster, ClusterReading, Unit } from "#core/cluster/model.ts";
import { emptyCluster } from "#core/cluster/model.ts";
import { unitId } from "#core/cluster/unit-id.ts";
import { id } from "#core/ids.ts";

type ReadMachine = ClusterReading["machines"][number];
type ReadUnit = ClusterReading["units"][number];

export function machine(name: string, more: Partial<ReadMachine> = {}): ReadMachine {
  return { id: id(name), name, address: `10.0.0.${name.length}`, labels: {}, ...more };
}

export function unit(name: string, on: string | null, more: Partial<ReadUnit> = {}): ReadUnit {
  const where = on === null ? null : id<"machine">(on);
  return {
    id: unitId(name, where),
    name,
    machine: where,
    desired: "running",
    active: "running",
    sub: "running",
    image: null,
    ...more,
  };
}

/** What a scheduler may answer, with machines that are named twice and units of machines that are not listed. */
export const anyReading: fc.Arbitrary<ClusterReading> = fc
  .record({
    machines: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("lb", "web1", "web2", "__proto__", "constructor"),
        role: fc.string(),
      }),
      { selector: ({ name }) => name },
    ),
    units: fc.array(
      fc.record({
        name: fc.constantFrom("web@1.service", "web@2.service", "lb.service"),
        on: fc.constantFrom("lb", "web1", "web2", "gone", null),
        active: fc.constantFrom<Unit["active"]>("waiting", "starting", "running", "failed"),
      }),
    ),
  })
  .map(({ machines, units }) => ({
    machines: machines.map(({ name, role }) => machine(name, { labels: { role } })),
    units: units.map(({ name, on, active }) => unit(name, on, { active })),
  }));

/** A cluster that was heard, with these machines and units since 0. */
export function clusterOf(reading: ClusterReading): Cluster {
  return {
    ...emptyCluster,
    machines: Object.fromEntries(reading.machines.map((one) => [one.id, { ...one, state: "up", since: 0 }])),
    units: Object.fromEntries(reading.units.map((one) => [one.id, { ...one, since: 0 }])),
    contact: { at: "heard" },
  };
}
