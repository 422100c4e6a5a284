import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ssh2 from "ssh2";
import { ensureKeys } from "./keys.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

/**
 * The lab's keys, and what a cluster elsewhere needs besides: the host key's public half for Terraform, and known hosts
 * that name any address. Only this cluster's machines are looked up in that file, and none of them has an address yet.
 */
export async function ensureCloudKeys(places: LabPlaces): Promise<void> {
  await ensureKeys(places);
  const host = ssh2.utils.parseKey(await readFile(join(places.keys, "host")));
  if (host instanceof Error) throw new LabError(`${places.keys}/host is no key: remove the folder`, host);
  const line = `${host.type} ${host.getPublicSSH().toString("base64")}`;
  await writeFile(join(places.keys, "host.pub"), `${line}\n`);
  await writeFile(join(places.keys, "known_hosts"), `* ${line}\n`);
}
