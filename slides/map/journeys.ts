import type { Cluster, Unit } from "#core/cluster/model.ts";
import type { UnitId } from "#core/ids.ts";

/**
 * Where a unit that has just appeared comes from: the same unit that waited, that is no longer there, or that stays
 * behind where it cannot go on. Null where it begins here.
 * @param gone units that left the map not long ago.
 */
export function originOf(unit: Unit, before: Cluster, now: Cluster, gone: readonly Unit[]): UnitId | null {
  const namesakes = [...Object.values(before.units), ...gone].filter(
    ({ id, name }) => name === unit.name && id !== unit.id,
  );
  const origin =
    namesakes.find(({ id }) => !now.units[id]) ??
    namesakes.find(({ machine }) => machine === null) ??
    namesakes.find((other) => isLeft(now.units[other.id] ?? other, now));
  return origin?.id ?? null;
}

/** One that runs on is no origin: a unit may run on all machines under one name. */
function isLeft({ active, desired, machine }: Unit, { machines }: Cluster): boolean {
  const host = machine === null ? undefined : machines[machine];
  if (!host || host.state === "lost" || host.state === "leaving") return true;
  return desired === "stopped" || active === "stopping" || active === "stopped" || active === "failed";
}
