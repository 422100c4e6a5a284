import { checkEngine } from "./needs.ts";
import { listMachines, type LabMachine } from "./machines.ts";
import type { LabPlaces } from "./places.ts";
import { readRecord, type LabRecord } from "./record.ts";

export interface LabStatus {
  readonly record: LabRecord;
  readonly machines: readonly LabMachine[];
}

/** What there is of the lab now; null without a lab. */
export async function labStatus(places: LabPlaces): Promise<LabStatus | null> {
  const record = await readRecord(places);
  if (record === null) return null;
  await checkEngine();
  return { record, machines: await listMachines(record.id, places) };
}
