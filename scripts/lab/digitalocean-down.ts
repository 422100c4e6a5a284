import { rm, stat } from "node:fs/promises";
import { digitalOceanToken } from "./digitalocean-api.ts";
import { readCloudRecord } from "./digitalocean-record.ts";
import type { LabPlaces } from "./places.ts";
import type { Say } from "./say.ts";
import { destroyTerraform } from "./terraform.ts";

/**
 * Destroys all that is in the account, then the lab's folder; the guard ends when it finds no record. Returns false
 * without a cluster on DigitalOcean. Rejects when anything may be left: the folder with Terraform's state stays then.
 */
export async function cloudDown(places: LabPlaces, say: Say): Promise<boolean> {
  if ((await readCloudRecord(places)) === null) return false;
  digitalOceanToken();
  const isThere = await stat(places.terraform).then(
    () => true,
    () => false,
  );
  if (isThere) {
    say("destroying the droplets");
    await destroyTerraform(places, say);
  }
  await rm(places.folder, { recursive: true, force: true });
  return true;
}
