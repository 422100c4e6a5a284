import { applyChanges } from "../../../demo-server/core/cluster/apply.ts";
import { emptyCluster, type Cluster, type ClusterChange } from "../../../demo-server/core/cluster/model.ts";
import type { ClusterFeed, Disposable } from "../../../slides/sources/source.ts";

/** A cluster that a test changes. */
export class FakeFeed implements ClusterFeed {
  cluster: Cluster = emptyCluster;
  recorded = false;
  readonly #listeners = new Set<(changes: readonly ClusterChange[] | null) => void>();

  now(): number {
    return Date.now();
  }

  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** As a live cluster changes. */
  change(...changes: ClusterChange[]): void {
    this.cluster = applyChanges(this.cluster, changes);
    for (const listener of this.#listeners) listener(changes);
  }

  /** As a seek: another moment. */
  seek(cluster: Cluster): void {
    this.cluster = cluster;
    for (const listener of this.#listeners) listener(null);
  }
}
