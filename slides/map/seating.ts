import type { MachineId, UnitId } from "#core/ids.ts";
import type { Unit } from "#core/cluster/model.ts";
import { inOrder, type Scene } from "./scene.ts";

/** Who sits where. A unit keeps its seat as long as it is on its machine: only what really moves is seen to move. */
export interface Seating {
  readonly machines: ReadonlyMap<MachineId, Row>;
  readonly waiting: Row;
}

/** By seat; null is free. */
export type Row = readonly (UnitId | null)[];

export const nobody: Seating = { machines: new Map(), waiting: [] };

/** Newcomers take the first free seats; a gap is not closed until `closeUp`. */
export function seat(before: Seating, scene: Scene): Seating {
  const machines = scene.machines.map(({ machine, units }) => {
    return [machine.id, fill(before.machines.get(machine.id) ?? [], units)] as const;
  });
  return { machines: new Map(machines), waiting: fill(before.waiting, scene.waiting) };
}

/** As if everybody had just come. */
export function closeUp(scene: Scene): Seating {
  return seat(nobody, scene);
}

/** The seats that the fullest of these machines needs, up to its last one that is taken. */
export function fullest({ machines }: Seating, of: readonly MachineId[]): number {
  return Math.max(0, ...of.map((machine) => machines.get(machine)?.length ?? 0));
}

function fill(before: Row, present: readonly Unit[]): Row {
  const here = new Set(present.map(({ id }) => id));
  const row: (UnitId | null)[] = before.map((unit) => (unit !== null && here.has(unit) ? unit : null));
  const seated = new Set(row);
  let free = 0;
  for (const { id } of inOrder(present.filter((unit) => !seated.has(unit.id)))) {
    while (free < row.length && row[free] !== null) free += 1;
    row[free] = id;
  }
  while (row.length > 0 && row.at(-1) === null) row.pop();
  return row;
}

const steps = [1, 2, 3, 4, 6, 9, 12, 16, 20, 25, 30, 36, 42, 49, 56, 64];

/**
 * Seats to lay out for each machine, when `needed` are: in steps, and with room left, so that the map is not laid out
 * anew at every unit. It shrinks only when half would do.
 */
export function roomFor(needed: number, least: number, before: number): number {
  const wanted = Math.max(least, steps.find((step) => step >= needed) ?? Math.ceil(needed / 16) * 16);
  return wanted < before && needed > before / 2 ? before : wanted;
}
