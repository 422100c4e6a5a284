import { access, chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ssh2 from "ssh2";
import type { LabPlaces } from "./places.ts";

/** Makes the lab's own keys, once: the one that `core` logs in with, and the one that all its machines show. */
export async function ensureKeys(places: LabPlaces): Promise<void> {
  const knownHosts = join(places.keys, "known_hosts");
  const isThere = await access(knownHosts).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(places.keys, { recursive: true, mode: 0o700 });
  const core = ssh2.utils.generateKeyPairSync("ed25519", { comment: "core@lab" });
  const host = ssh2.utils.generateKeyPairSync("ed25519", { comment: "lab" });
  await writePrivate(join(places.keys, "core"), core.private);
  await writeFile(join(places.keys, "core.pub"), `${core.public}\n`);
  await writePrivate(join(places.keys, "host"), host.private);
  // Last, for it says that all are there. Whoever has a port on loopback must show this key, or is not the lab.
  const [type = "", key = ""] = host.public.split(" ");
  await writeFile(knownHosts, `[127.0.0.1]:* ${type} ${key}\n`);
}

async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
}
