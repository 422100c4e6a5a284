/** What a scheduler's answer changes on the map: who is new, lost, back or gone. */
import type { MachineId } from "../ids.ts";
import type { Cluster, ClusterChange, ClusterReading, Machine, Unit } from "./model.ts";

/** A machine that nobody removed and nobody has heard of is taken from the map after this long. */
export const forgetLostAfterMs = 5 * 60_000;

/**
 * The changes from `before` to what was read at `now`. A machine that the scheduler no longer lists is lost, and its
 * units with it; machines that Terraform is making or removing are left to Terraform.
 */
export function compare(before: Cluster, reading: ClusterReading, now: number): ClusterChange[] {
  const listed = new Set(reading.machines.map(({ id }) => id));
  return [
    ...reading.machines.flatMap((machine) => machineChange(before.machines[machine.id], machine, now)),
    ...unitChanges(before, reading, listed, now),
    ...Object.values(before.machines)
      .filter(({ id }) => !listed.has(id))
      .flatMap((machine) => missing(machine, now)),
    ...(before.contact.at === "heard" ? [] : [{ to: "contact", contact: { at: "heard" } } as const]),
  ];
}

function machineChange(
  old: Machine | undefined,
  read: ClusterReading["machines"][number],
  now: number,
): ClusterChange[] {
  const state = old?.state === "leaving" ? "leaving" : "up";
  if (old?.state === state && sameMachine(old, read)) return [];
  const { id, name, address, labels } = read;
  const since = old?.state === state ? old.since : now;
  return [{ to: "machine", machine: { id, name, address, labels, state, since } }];
}

function missing(machine: Machine, now: number): ClusterChange[] {
  if (machine.state === "up") return [{ to: "machine", machine: { ...machine, state: "lost", since: now } }];
  const isForgotten = machine.state === "lost" && now - machine.since >= forgetLostAfterMs;
  return isForgotten ? [{ to: "machineGone", id: machine.id }] : [];
}

function unitChanges(
  before: Cluster,
  { units }: ClusterReading,
  listed: ReadonlySet<MachineId>,
  now: number,
): ClusterChange[] {
  // After a loss a unit is listed on its old machine too, until the scheduler has noticed.
  const real = new Map(
    units.filter(({ machine }) => machine === null || listed.has(machine)).map((unit) => [unit.id, unit]),
  );
  const gone = Object.values(before.units).filter(({ id }) => !real.has(id));
  return [
    ...[...real.values()].flatMap((unit) => unitChange(before.units[unit.id], unit, now)),
    ...gone.map(({ id }): ClusterChange => ({ to: "unitGone", id })),
  ];
}

function unitChange(
  old: Unit | undefined,
  read: ClusterReading["units"][number],
  now: number,
): ClusterChange[] {
  const isSameState = old?.active === read.active && old.desired === read.desired;
  const isSame =
    isSameState &&
    old.sub === read.sub &&
    old.image === read.image &&
    old.name === read.name &&
    old.machine === read.machine;
  if (isSame) return [];
  const { id, name, machine, desired, active, sub, image } = read;
  const since = isSameState ? old.since : now;
  return [{ to: "unit", unit: { id, name, machine, desired, active, sub, image, since } }];
}

function sameMachine(a: Omit<Machine, "state" | "since">, b: Omit<Machine, "state" | "since">): boolean {
  return a.name === b.name && a.address === b.address && sameLabels(a.labels, b.labels);
}

function sameLabels(a: Machine["labels"], b: Machine["labels"]): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
