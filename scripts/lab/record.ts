import { mkdir, readFile } from "node:fs/promises";
import { z } from "zod";
import { replaceFile } from "#server/adapters/files/replace-file.ts";
import { readCloudRecord } from "./digitalocean-record.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

const schema = z.object({
  /** Label and first part of the name of everything that the lab has in Docker. */
  id: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  /** The first three numbers of its network's addresses. */
  subnet: z.string(),
  /** Folder of fleet's programs; null for a lab without fleet. */
  fleet: z.string().nullable(),
  web: z.number(),
  sshPorts: z.number().nullable(),
  loadBalancerPort: z.number().nullable(),
});

/** What is chosen once for a lab and stays until it is taken down. Kept in `lab.json`. */
export type LabRecord = z.infer<typeof schema>;

/** The lab's record, or null where there is no lab. */
export async function readRecord(places: LabPlaces): Promise<LabRecord | null> {
  const text = await readFile(places.record, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new LabError(
      `${places.record} cannot be read; "kuroko lab down" and "kuroko lab up" make a new lab`,
      error,
    );
  }
}

/** The same, where a lab is needed. */
export async function recordOf(places: LabPlaces): Promise<LabRecord> {
  const record = await readRecord(places);
  if (record === null && (await readCloudRecord(places)) !== null)
    throw new LabError("the cluster is on DigitalOcean: this is for the lab on this computer only");
  if (record === null) throw new LabError('there is no lab: "kuroko lab up" makes it');
  return record;
}

export async function writeRecord(places: LabPlaces, record: LabRecord): Promise<void> {
  await mkdir(places.folder, { recursive: true });
  await replaceFile(places.record, `${JSON.stringify(record, null, 2)}\n`);
}
