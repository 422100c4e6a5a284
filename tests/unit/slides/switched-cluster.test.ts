import { expect, it } from "vitest";
import { emptyCluster, type ClusterChange } from "#core/cluster/model.ts";
import { id } from "#core/ids.ts";
import { SwitchedCluster } from "../../../slides/sources/cluster/switched-cluster.ts";
import type { ClusterFeed, Disposable } from "../../../slides/sources/source.ts";

type Listener = (changes: readonly ClusterChange[] | null) => void;

class FakeFeed implements ClusterFeed {
  readonly cluster = { ...emptyCluster };
  readonly recorded: boolean;
  readonly listeners = new Set<Listener>();

  constructor(recorded: boolean) {
    this.recorded = recorded;
  }
  now(): number {
    return this.recorded ? 7 : 42;
  }
  onChange(listener: Listener): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }
  tell(changes: readonly ClusterChange[]): void {
    for (const listener of this.listeners) listener(changes);
  }
}

const gone = (name: string): ClusterChange[] => [{ to: "machineGone", id: id(name) }];

function switched() {
  const [live, take] = [new FakeFeed(false), new FakeFeed(true)];
  let isTake = false;
  let look = (): void => undefined;
  const feed = new SwitchedCluster(
    live,
    () => (isTake ? take : null),
    (changed) => (look = changed),
  );
  const show = (recorded: boolean): void => {
    isTake = recorded;
    look();
  };
  const heard: Parameters<Listener>[0][] = [];
  return { live, take, feed, show, heard, listen: () => feed.onChange((changes) => heard.push(changes)) };
}

it("follows the live cluster, then the take's, each whole when it comes", () => {
  const { live, take, feed, show, heard, listen } = switched();
  listen();
  live.tell(gone("a"));
  expect([feed.cluster, feed.recorded, feed.now()]).toEqual([live.cluster, false, 42]);
  show(true);
  expect(feed.cluster).toBe(take.cluster);
  expect([feed.recorded, feed.now()]).toEqual([true, 7]);
  live.tell(gone("unseen"));
  take.tell(gone("b"));
  show(false);
  expect(feed.cluster).toBe(live.cluster);
  take.tell(gone("unseen"));
  live.tell(gone("c"));
  expect(heard).toEqual([gone("a"), null, gone("b"), null, gone("c")]);
});

it("says nothing when it is looked at again and the same is seen", () => {
  const { show, heard, listen } = switched();
  listen();
  show(false);
  show(true);
  show(true);
  expect(heard).toEqual([null]);
});

it("listens to nobody while nobody looks", () => {
  const { live, take, feed, show, listen } = switched();
  show(true);
  expect([live.listeners.size, take.listeners.size]).toEqual([0, 0]);
  expect(feed.cluster).toBe(take.cluster);
  const [one, other] = [listen(), listen()];
  expect([live.listeners.size, take.listeners.size]).toEqual([0, 1]);
  one.dispose();
  expect(take.listeners.size).toBe(1);
  other.dispose();
  expect([live.listeners.size, take.listeners.size]).toEqual([0, 0]);
});
