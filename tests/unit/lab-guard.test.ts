import { describe, expect, it } from "vitest";

import { costSoFar, type CloudRecord } from "../../scripts/lab/digitalocean-record.ts";
import { reminder } from "../../scripts/lab/digitalocean-report.ts";
import { GUARD_LOOK_MS, guardCluster } from "../../scripts/lab/guard.ts";

const hour = 3_600_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const cluster: CloudRecord = {
  name: "kuroko",
  createdAt: new Date(start).toISOString(),
  destroyAt: new Date(start + hour).toISOString(),
  droplets: 3,
  pricePerHour: 0.03,
};

/** A world whose waits pass at once; `asleepMs` is how long the computer sleeps in its first wait. */
function world({ asleepMs = 0, failures = 0 } = {}) {
  let now = start;
  let record: CloudRecord | null = cluster;
  let naps = asleepMs;
  const destroyedAt: number[] = [];
  const waits: number[] = [];
  const said: string[] = [];
  return {
    destroyedAt,
    waits,
    said,
    putOff: (ms: number) => (record = { ...cluster, destroyAt: new Date(start + ms).toISOString() }),
    now: () => now,
    wait: (ms: number) => {
      waits.push(ms);
      now += ms + naps;
      naps = 0;
      return Promise.resolve();
    },
    read: () => Promise.resolve(record),
    beat: () => Promise.resolve(),
    destroy: () => {
      destroyedAt.push(now - start);
      if (destroyedAt.length <= failures) return Promise.reject(new Error("the network is down"));
      record = null;
      return Promise.resolve();
    },
    say: (line: string) => said.push(line),
  };
}

describe("the guard of a cluster that costs money", () => {
  it("destroys it when its time is over, and ends", async () => {
    const one = world();
    await guardCluster(one);
    expect(one.destroyedAt).toEqual([hour]);
  });

  it("destroys it at once when the computer slept through its time, because no wait is long", async () => {
    const one = world({ asleepMs: 8 * hour });
    await guardCluster(one);
    expect(one.destroyedAt).toEqual([8 * hour + GUARD_LOOK_MS]);
    expect(Math.max(...one.waits)).toBeLessThanOrEqual(GUARD_LOOK_MS);
  });

  it("tries again until nothing is left, and says why it has to", async () => {
    const one = world({ failures: 2 });
    await guardCluster(one);
    expect(one.destroyedAt).toHaveLength(3);
    expect(one.said.filter((line) => line.includes("the network is down"))).toHaveLength(2);
  });

  it("goes by the time as it is now: it can be put off", async () => {
    const one = world();
    const { wait } = one;
    one.wait = (ms) => {
      one.putOff(2 * hour);
      return wait(ms);
    };
    await guardCluster(one);
    expect(one.destroyedAt).toEqual([2 * hour]);
  });
});

describe("the reminder of a cluster that costs money", () => {
  it("says age, cost so far, and when it ends", () => {
    expect(costSoFar(cluster, start + 2 * hour)).toBeCloseTo(0.06);
    expect(reminder(cluster, true, start + hour / 2)).toMatch(
      /3 droplets, 30 min old, about \$0\.015 so far\. It is destroyed at 20\d\d-\d\d-\d\d \d\d:\d\d\. "kuroko lab down"/,
    );
  });

  it("says when nothing will end it", () => {
    expect(reminder({ ...cluster, destroyAt: null }, true, start)).toContain(
      "Nothing destroys it by itself.",
    );
    expect(reminder(cluster, false, start)).toContain("no guard runs");
    expect(reminder(cluster, false, start + 2 * hour)).toContain("It was to be destroyed");
  });
});
