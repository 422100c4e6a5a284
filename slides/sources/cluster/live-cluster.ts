import { applyChanges } from "#core/cluster/apply.ts";
import { emptyCluster, type Cluster, type ClusterChange } from "#core/cluster/model.ts";
import type { ClusterNews, ClusterSnapshot } from "#core/protocol/messages.ts";
import type { ClusterFeed, Disposable } from "../source.ts";

const unheard = "kuroko's server does not answer.";

/** The cluster at this end of the wire. */
export class LiveCluster implements ClusterFeed {
  readonly recorded = false;
  readonly #now: () => number;
  readonly #greet: () => void;
  readonly #listeners = new Set<(changes: readonly ClusterChange[] | null) => void>();
  #cluster: Cluster = emptyCluster;
  /** Number of the newest change that is in it; null while nothing can be added to it. */
  #version: number | null = null;

  /**
   * @param now the server's clock.
   * @param greet says hello again.
   */
  constructor(now: () => number, greet: () => void) {
    this.#now = now;
    this.#greet = greet;
  }

  get cluster(): Cluster {
    return this.#cluster;
  }

  now(): number {
    return this.#now();
  }

  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** [P18] */
  take(snapshot: ClusterSnapshot | undefined): void {
    this.#version = snapshot?.version ?? 0;
    this.#cluster = snapshot?.cluster ?? emptyCluster;
    this.#tell(null);
  }

  /** [P19] */
  hear({ version, changes }: ClusterNews): void {
    const own = this.#version;
    if (own === null) return;
    if (version > own) {
      this.#version = null;
      this.#greet();
      return;
    }
    const fresh = changes.slice(own - version);
    this.#version = Math.max(own, version + changes.length);
    this.#add(fresh);
  }

  /** The server is away: the map stays, and says since when nothing was heard. */
  lose(): void {
    this.#version = null;
    if (this.#cluster.contact.at !== "heard") return;
    this.#add([{ to: "contact", contact: { at: "silent", lastHeard: this.#now(), why: unheard } }]);
  }

  #add(changes: readonly ClusterChange[]): void {
    if (changes.length === 0) return;
    this.#cluster = applyChanges(this.#cluster, changes);
    this.#tell(changes);
  }

  #tell(changes: readonly ClusterChange[] | null): void {
    for (const listener of this.#listeners) listener(changes);
  }
}
