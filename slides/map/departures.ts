import type { Cluster, Unit } from "#core/cluster/model.ts";
import type { UnitId } from "#core/ids.ts";
import type { Box } from "./box.ts";

interface Departure {
  readonly unit: Unit;
  readonly box: Box;
  readonly at: number;
}

/** A scheduler that moves a unit may list it nowhere for a while. */
const REMEMBERED_MS = 4000;

/** The units that have just left the map, and from where: the same unit, coming soon after, comes from there. */
export class Departures {
  readonly #departures = new Map<UnitId, Departure>();

  add(unit: Unit, box: Box, at: number): void {
    this.#departures.delete(unit.id);
    this.#departures.set(unit.id, { unit, box, at });
  }

  /** The units that left not too long before `now`, or whose machine is lost: those are awaited elsewhere. */
  recent(now: number, { machines }: Cluster): Unit[] {
    for (const [id, { unit, at }] of this.#departures) {
      const host = unit.machine === null ? undefined : machines[unit.machine];
      if (now - at > REMEMBERED_MS && host?.state !== "lost") this.#departures.delete(id);
    }
    return [...this.#departures.values()].map(({ unit }) => unit);
  }

  /** Where it was; it is remembered no longer, as it has come on. */
  take(id: UnitId): Box | null {
    const departure = this.#departures.get(id);
    this.#departures.delete(id);
    return departure?.box ?? null;
  }

  clear(): void {
    this.#departures.clear();
  }
}
