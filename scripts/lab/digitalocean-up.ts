import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { digitalOceanToken, hourlyPrice, publicAddress } from "./digitalocean-api.ts";
import { ensureCloudKeys } from "./digitalocean-keys.ts";
import { readCloudRecord, writeCloudRecord, type CloudRecord } from "./digitalocean-record.ts";
import {
  importImage,
  prepareCloudTerraform,
  readVariables,
  type CloudVariables,
} from "./digitalocean-terraform.ts";
import { releasedFleet } from "./fleet.ts";
import { ensureGuard } from "./guard-start.ts";
import { LabError } from "./lab-error.ts";
import { checkTerraform } from "./needs.ts";
import { labAssets, type LabPlaces } from "./places.ts";
import { readRecord } from "./record.ts";
import type { Say } from "./say.ts";
import { applyTerraform } from "./terraform.ts";

export interface CloudWish {
  readonly web?: number;
  readonly region?: string;
  readonly size?: string;
  /** Who may reach SSH: `203.0.113.7/32`; by default this computer. */
  readonly sshFrom?: string;
  /** SHA-256 of fleet's release; by default that of the first download. */
  readonly fleetSha256?: string;
  /** Null: never. Without it: what it was, or six hours for a new cluster. */
  readonly destroyAfterMs?: number | null;
  /** Prepare everything, but make no machines: the talk's own `terraform apply` does. */
  readonly empty: boolean;
}

/** What a yes is asked for. */
export interface CloudOffer {
  readonly variables: CloudVariables;
  readonly record: CloudRecord;
}

const defaultAfterMs = 6 * 3_600_000;

/** Makes the cluster on DigitalOcean, or what is missing of it. Returns null when `agreed` says no. */
export async function cloudUp(
  places: LabPlaces,
  wish: CloudWish,
  agreed: (offer: CloudOffer) => Promise<boolean>,
  say: Say,
): Promise<CloudRecord | null> {
  await checkTerraform();
  digitalOceanToken();
  if ((await readRecord(places)) !== null)
    throw new LabError('the lab on this computer is up, and a talk has one cluster: "kuroko lab down" first');
  const variables = await wishedVariables(places, wish, say);
  const droplets = variables.web + 1;
  const price = await hourlyPrice(variables.size, variables.region);
  const before = await readCloudRecord(places);
  const createdAt = before?.createdAt ?? new Date().toISOString();
  const record: CloudRecord = {
    name: variables.name,
    createdAt,
    destroyAt: destroyAt(wish, before),
    droplets,
    pricePerHour: price * droplets,
  };
  if (!(await agreed({ variables, record }))) return null;
  await ensureCloudKeys(places);
  await prepareCloudTerraform(places, variables);
  // Before the first droplet: a run that breaks off is guarded and reminded of, too.
  await writeCloudRecord(places, record);
  await ensureGuard(places, say);
  say("importing Flatcar takes some minutes the first time");
  // What takes longest is done ahead of the talk also when the machines are made in it.
  if (wish.empty) await importImage(places);
  else await applyTerraform(places, say);
  return record;
}

async function wishedVariables(places: LabPlaces, wish: CloudWish, say: Say): Promise<CloudVariables> {
  const before = await readVariables(places);
  return {
    folder: places.folder,
    name: "kuroko",
    region: wish.region ?? before.region ?? "sgp1",
    size: wish.size ?? before.size ?? "s-1vcpu-1gb",
    web: wish.web ?? before.web ?? 2,
    ssh_from: [wish.sshFrom ?? `${await publicAddress()}/32`],
    fleet_sha256: wish.fleetSha256 ?? before.fleet_sha256 ?? (await pinnedSum(say)),
    home_files: [labAssets.home[0]],
    images: labAssets.demoImages,
  };
}

/** The droplets get fleet themselves; this computer's own first download says which bytes to take. */
async function pinnedSum(say: Say): Promise<string> {
  const home = join(kit.state, "fleet/1.0.0");
  if ((await releasedFleet(say, home)) === null)
    throw new LabError(
      "fleet's release could not be downloaded to learn its checksum: try again, or give it with --fleet-sha256",
    );
  return (await readFile(join(home, "sha256"), "utf8")).trim();
}

function destroyAt({ destroyAfterMs }: CloudWish, before: CloudRecord | null): string | null {
  if (destroyAfterMs === null) return null;
  if (destroyAfterMs === undefined && before !== null) return before.destroyAt;
  return new Date(Date.now() + (destroyAfterMs ?? defaultAfterMs)).toISOString();
}
