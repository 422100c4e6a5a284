import type { Cluster, Machine, Unit, UnitState } from "#core/cluster/model.ts";
import type { MachineId } from "#core/ids.ts";

/** The cluster in the order in which the map shows it. */
export interface Scene {
  readonly machines: readonly PlacedMachine[];
  /** Units that no shown machine has. */
  readonly waiting: readonly Unit[];
}

export interface PlacedMachine {
  readonly machine: Machine;
  /** Requests come in here: it is shown before the others. */
  readonly isGate: boolean;
  readonly units: readonly Unit[];
}

/** In the order in which they are counted and told. */
export const unitStates: readonly UnitState[] = [
  "running",
  "starting",
  "waiting",
  "stopping",
  "stopped",
  "failed",
];

/** How many units are in each state that there is. */
export function tally(units: Iterable<Unit>): ReadonlyMap<UnitState, number> {
  const counts = new Map<UnitState, number>();
  for (const { active } of units) counts.set(active, (counts.get(active) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => unitStates.indexOf(a) - unitStates.indexOf(b)));
}

/** Machines by name, gates first. Units stay as they come: sorting hundreds of them many times a second costs frames. */
export function sceneOf(cluster: Cluster): Scene {
  const units = new Map<MachineId, Unit[]>();
  const waiting: Unit[] = [];
  for (const unit of Object.values(cluster.units)) {
    if (unit.machine === null || !cluster.machines[unit.machine]) waiting.push(unit);
    else units.set(unit.machine, [...(units.get(unit.machine) ?? []), unit]);
  }
  const machines = Object.values(cluster.machines).map((machine) => ({
    machine,
    isGate: roleOf(machine) === "lb",
    units: units.get(machine.id) ?? [],
  }));
  machines.sort(
    (a, b) =>
      Number(b.isGate) - Number(a.isGate) ||
      natural(a.machine.name, b.machine.name) ||
      natural(a.machine.id, b.machine.id),
  );
  return { machines, waiting };
}

/** `web`, or "" where the scheduler was told of no role. */
export function roleOf({ labels }: Machine): string {
  return labels.role ?? "";
}

/** The units by name, but what serves before its sidekicks, which have no image of their own. */
export function inOrder(units: readonly Unit[]): Unit[] {
  return [...units].sort(
    (a, b) =>
      Number(a.image === null) - Number(b.image === null) || natural(a.name, b.name) || natural(a.id, b.id),
  );
}

const collator = new Intl.Collator("en", { numeric: true });

/** `web2` before `web10`. */
function natural(a: string, b: string): number {
  return collator.compare(a, b);
}
