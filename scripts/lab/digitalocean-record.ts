import { mkdir, readFile } from "node:fs/promises";
import { z } from "zod";
import { replaceFile } from "#server/adapters/files/replace-file.ts";
import { cloudRecordPath } from "./digitalocean-paths.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

const schema = z.object({
  /** Begins the names of all that is in the account. */
  name: z.string(),
  /** ISO 8601, of the first `up`: from then on it may cost. */
  createdAt: z.string(),
  /** When the guard destroys it; null for never. */
  destroyAt: z.string().nullable(),
  droplets: z.number(),
  /** US dollars for all droplets, as DigitalOcean's price list had it; null when it could not be read. */
  pricePerHour: z.number().nullable(),
});

/** A cluster on DigitalOcean that was begun and not yet destroyed. No token is in it. */
export type CloudRecord = z.infer<typeof schema>;

/** The record, or null where no cluster is on DigitalOcean. */
export async function readCloudRecord(places: LabPlaces): Promise<CloudRecord | null> {
  const path = cloudRecordPath(places);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new LabError(
      `${path} cannot be read. Droplets may be running: run "terraform destroy" in ${places.terraform}, then remove ${places.folder}`,
      error,
    );
  }
}

export async function writeCloudRecord(places: LabPlaces, record: CloudRecord): Promise<void> {
  await mkdir(places.folder, { recursive: true });
  await replaceFile(cloudRecordPath(places), `${JSON.stringify(record, null, 2)}\n`);
}

/** US dollars from the first `up` until `now`, by the price list: powered off or on, a droplet costs the same. */
export function costSoFar({ createdAt, pricePerHour }: CloudRecord, now: number): number | null {
  return pricePerHour === null ? null : (Math.max(0, now - Date.parse(createdAt)) / 3_600_000) * pricePerHour;
}
