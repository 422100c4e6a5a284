import { expect, it } from "vitest";
import type { ClusterChange } from "#core/cluster/model.ts";
import { emptyCluster } from "#core/cluster/model.ts";
import { id } from "#core/ids.ts";
import { LiveCluster } from "../../../slides/sources/cluster/live-cluster.ts";

const gone = (name: string): ClusterChange => ({ to: "machineGone", id: id(name) });
const heard: ClusterChange = { to: "contact", contact: { at: "heard" } };

function joined(version: number) {
  let greetings = 0;
  const feed = new LiveCluster(
    () => 42,
    () => greetings++,
  );
  feed.take({ version, cluster: emptyCluster });
  const told: (readonly ClusterChange[] | null)[] = [];
  feed.onChange((changes) => told.push(changes));
  return { feed, told, greetings: () => greetings };
}

it("[P19] leaves out the changes that it has", () => {
  const { feed, told } = joined(3);
  feed.hear({ version: 2, changes: [gone("a"), gone("b")] });
  feed.hear({ version: 2, changes: [gone("a"), gone("b")] });
  feed.hear({ version: 4, changes: [heard] });
  expect(told).toEqual([[gone("b")], [heard]]);
  expect(feed.cluster.contact).toEqual({ at: "heard" });
});

it("[P19] applies nothing behind a gap, and says hello again once", () => {
  const { feed, told, greetings } = joined(3);
  feed.hear({ version: 5, changes: [heard] });
  feed.hear({ version: 6, changes: [heard] });
  expect(told).toEqual([]);
  expect(greetings()).toBe(1);
  feed.take({ version: 7, cluster: emptyCluster });
  feed.hear({ version: 7, changes: [heard] });
  expect(told).toEqual([null, [heard]]);
});

it("says since when nothing was heard while the server is away", () => {
  const { feed, told } = joined(0);
  feed.hear({ version: 0, changes: [heard] });
  feed.lose();
  expect(feed.cluster.contact).toMatchObject({ at: "silent", lastHeard: 42 });
  feed.hear({ version: 1, changes: [heard] });
  expect(told).toHaveLength(2);
});
