import { spawn } from "node:child_process";
import { open, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { kit } from "#server/adapters/site/kit.ts";
import { cloudDown } from "./digitalocean-down.ts";
import { readCloudRecord } from "./digitalocean-record.ts";
import { GUARD_LOOK_MS, guardCluster } from "./guard.ts";
import type { LabPlaces } from "./places.ts";
import type { Say } from "./say.ts";

/** A guard that destroys writes no sign of life meanwhile; that takes minutes at most. */
const staleAfterMs = 4 * GUARD_LOOK_MS;

/** Where the guard writes what it did: beside the lab's folder, which it removes in the end. */
export function guardLogPath({ folder }: LabPlaces): string {
  return `${folder}-guard.log`;
}

/** The guard's work, until the cluster is gone. */
export async function runGuard(places: LabPlaces, say: Say): Promise<void> {
  const sign = signPath(places);
  await guardCluster({
    now: Date.now,
    wait: (ms) => wait(ms),
    read: () => readCloudRecord(places),
    // The cluster may be gone since it was read.
    beat: () => touch(sign).catch(() => undefined),
    destroy: async () => {
      await cloudDown(places, say);
    },
    say,
  });
}

/** Whether a guard gave a sign of life lately. One that has just been woken with the computer may still be silent. */
export async function isGuarded(places: LabPlaces, now = Date.now()): Promise<boolean> {
  const sign = await stat(signPath(places)).catch(() => null);
  return sign !== null && now - sign.mtimeMs < staleAfterMs;
}

/**
 * Starts a guard when none is alive: a process of its own that outlives this one and its terminal, with the token in
 * its environment and nowhere else. Returns whether there is one. Two at a time do no harm: Terraform locks its state.
 */
export async function ensureGuard(places: LabPlaces, say: Say): Promise<boolean> {
  const record = await readCloudRecord(places);
  if (record === null) return false;
  if (await isGuarded(places)) return true;
  if ((process.env.DIGITALOCEAN_TOKEN ?? "") === "") return false;
  await touch(signPath(places));
  const log = await open(guardLogPath(places), "a");
  const child = spawn(process.execPath, [join(kit.root, "scripts/kuroko.js"), "lab", "guard"], {
    cwd: kit.root,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    env: { ...process.env, KUROKO_LAB_FOLDER: places.folder },
  });
  child.unref();
  await log.close();
  if (record.destroyAt !== null)
    say(`a guard (process ${child.pid ?? "?"}) destroys it at ${record.destroyAt}`);
  return true;
}

function signPath({ folder }: LabPlaces): string {
  return join(folder, "guard");
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => writeFile(path, ""));
}
