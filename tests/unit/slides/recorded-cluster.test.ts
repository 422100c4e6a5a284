import { describe, expect, it } from "vitest";
import type { ClusterChange, Machine } from "#core/cluster/model.ts";
import type { TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import { RecordedCluster } from "../../../slides/sources/cluster/recorded-cluster.ts";
import { fakeClock } from "../../support/fake-clock.ts";

function comes(ms: number, name: string, state: Machine["state"] = "up"): TimedChange {
  const machine = { id: id<"machine">(name), name, address: "", labels: {}, state, since: ms };
  return [ms, { to: "machine", machine }];
}

/** Three machines come: at once, at 10 s, and a minute later. */
const entries = [comes(0, "a"), comes(10_000, "b"), comes(70_000, "c")];

async function played(load = (): Promise<TimedChange[]> => Promise.resolve(entries)) {
  const clock = fakeClock();
  const feed = new RecordedCluster(load, { clock, rules: { longestPauseMs: 1000, speed: 2 }, ms: 0 });
  const heard: (readonly ClusterChange[] | null)[] = [];
  feed.onChange((changes) => heard.push(changes));
  await clock.pass(0);
  heard.length = 0;
  return { clock, feed, heard, names: () => Object.keys(feed.cluster.machines).join("") };
}

describe("a recorded cluster", () => {
  it("shows where it stands when its timeline is there", async () => {
    const { names } = await played();
    expect(names()).toBe("a");
  });

  it("moves with a pane that plays, by what changed on the way", async () => {
    const { feed, heard, names } = await played();
    feed.follow(9_000);
    expect(heard).toEqual([]);
    feed.follow(10_000);
    expect(heard).toEqual([[entries[1]?.[1]]]);
    expect(names()).toBe("ab");
    expect(feed.now()).toBe(10_000);
  });

  it("jumps anywhere, and then nothing has moved", async () => {
    const { feed, heard, names } = await played();
    feed.jump(80_000);
    expect([names(), heard]).toEqual(["abc", [null]]);
    feed.jump(5_000);
    expect([names(), heard]).toEqual(["a", [null, null]]);
    feed.follow(3_000);
    expect(heard).toEqual([null, null, null]);
  });

  it("goes on by itself after a step, with long waits made short, and no further", async () => {
    const { clock, feed, names } = await played();
    feed.runOn(60_000);
    await clock.pass(499);
    expect(names()).toBe("a");
    await clock.pass(1);
    expect(names()).toBe("ab");
    await clock.pass(60_000);
    expect(names()).toBe("ab");
    expect(feed.now()).toBe(60_000);
    expect(clock.timers).toBe(0);
  });

  it("is not disturbed by a jump to where it is going", async () => {
    const { clock, feed, heard, names } = await played();
    feed.runOn(60_000);
    feed.jump(60_000);
    expect(names()).toBe("a");
    await clock.pass(500);
    expect(heard).toEqual([[entries[1]?.[1]]]);
  });

  it("says why it shows nothing, and tries again", async () => {
    let turn = 0;
    const load = (): Promise<TimedChange[]> =>
      turn++ === 0 ? Promise.reject(new Error("It is gone.")) : Promise.resolve(entries);
    const { clock, feed, names } = await played(load);
    expect(feed.cluster.contact).toEqual({ at: "silent", lastHeard: null, why: "It is gone." });
    feed.onChange(() => undefined);
    await clock.pass(0);
    expect(names()).toBe("a");
  });
});
