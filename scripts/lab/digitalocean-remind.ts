import { readCloudRecord } from "./digitalocean-record.ts";
import { reminder } from "./digitalocean-report.ts";
import { ensureGuard } from "./guard-start.ts";
import type { LabPlaces } from "./places.ts";

/**
 * The reminder, or null without a cluster. A guard that died, with the computer's restart for one, is started again
 * where the token is at hand; if its time is over, it destroys at once.
 */
export async function cloudReminder(places: LabPlaces): Promise<string | null> {
  const record = await readCloudRecord(places);
  if (record === null) return null;
  return reminder(record, await ensureGuard(places, () => undefined), Date.now());
}
