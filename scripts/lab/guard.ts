import type { CloudRecord } from "./digitalocean-record.ts";

/** What a guard needs of the world. Times in Unix milliseconds. */
export interface GuardWorld {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** The cluster as it is now: its time may have been put off. Null: it is gone. */
  readonly read: () => Promise<CloudRecord | null>;
  /** Says that this guard lives. */
  readonly beat: () => Promise<void>;
  readonly destroy: () => Promise<void>;
  readonly say: (line: string) => void;
}

/** A timer stands still while a computer sleeps: so it asks the clock this often, and is late by no more than that. */
export const GUARD_LOOK_MS = 30_000;

/** Waits for the cluster's time, then destroys it, again and again until that succeeds. Ends when there is none. */
export async function guardCluster({ now, wait, read, beat, destroy, say }: GuardWorld): Promise<void> {
  for (;;) {
    const record = await read();
    if (record === null) return;
    await beat();
    const leftMs = record.destroyAt === null ? GUARD_LOOK_MS : Date.parse(record.destroyAt) - now();
    if (leftMs > 0) {
      await wait(Math.min(leftMs, GUARD_LOOK_MS));
      continue;
    }
    say("its time is over: destroying the cluster");
    try {
      await destroy();
      say("the cluster is destroyed");
    } catch (error) {
      say(`not destroyed, trying again: ${error instanceof Error ? error.message : String(error)}`);
      await wait(GUARD_LOOK_MS);
    }
  }
}
