import { id, type MachineId, type UnitId } from "../ids.ts";

/** A unit's id. The machine is in it, because a unit that moves is listed on both for a while. */
export function unitId(name: string, machine: MachineId | null): UnitId {
  return id<"unit">(machine === null ? name : `${machine}/${name}`);
}
