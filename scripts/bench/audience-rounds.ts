import { carriers } from "./audience/dialects.ts";
import { measureFanOut } from "./audience/fan-out.ts";
import { measureLateViewers, measureSlowViewers } from "./audience/late-and-slow.ts";
import { measureRelays } from "./audience/relays.ts";
import type { BenchOptions } from "./options.ts";
import type { Sample } from "./samples.ts";

/** Once in a run, whatever the rounds: each figure has tens of thousands of arrivals in it, or millions. */
export async function measureAudience(
  { load }: BenchOptions,
  attempt: (what: string, measure: () => Promise<Sample>) => Promise<void>,
): Promise<void> {
  const { sizes, seconds, atRelays } = load.audience;
  for (const viewers of sizes) {
    for (const carrier of carriers) {
      await attempt(`${viewers} viewers, ${carrier}`, async () => {
        return { test: "fanOut", carrier, viewers, ...(await measureFanOut(carrier, viewers, seconds)) };
      });
    }
  }
  await attempt("viewers that come late", async () => ({ test: "late", ms: await measureLateViewers() }));
  await attempt("viewers that are slow", async () => {
    return { test: "slow", ...(await measureSlowViewers(sizes[0] ?? 0, seconds)) };
  });
  for (const relays of [1, 2]) {
    await attempt(`${atRelays} viewers at ${relays} of the relays`, async () => {
      return { test: "relay", ...(await measureRelays(relays, atRelays, seconds / 2)) };
    });
  }
}
