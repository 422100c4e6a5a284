import type { Cluster, ClusterChange } from "#core/cluster/model.ts";
import type { ClusterFeed, Disposable } from "../source.ts";

/** The live cluster, or that of the take while a pane of the shown slide is played by the understudy. */
export class SwitchedCluster implements ClusterFeed {
  readonly #live: ClusterFeed;
  readonly #take: () => ClusterFeed | null;
  readonly #listeners = new Set<(changes: readonly ClusterChange[] | null) => void>();
  #feed: ClusterFeed;
  #listening: Disposable | null = null;

  /**
   * @param take the take's cluster while it is the one to be seen.
   * @param onChange calls back whenever that may have become otherwise.
   */
  constructor(live: ClusterFeed, take: () => ClusterFeed | null, onChange: (look: () => void) => void) {
    this.#live = live;
    this.#take = take;
    this.#feed = live;
    onChange(() => this.#look());
  }

  get cluster(): Cluster {
    return this.#feed.cluster;
  }

  get recorded(): boolean {
    return this.#feed.recorded;
  }

  now(): number {
    return this.#feed.now();
  }

  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable {
    this.#listeners.add(listener);
    this.#listening ??= this.#listen();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size > 0) return;
        this.#listening?.dispose();
        this.#listening = null;
      },
    };
  }

  #look(): void {
    const feed = this.#take() ?? this.#live;
    if (feed === this.#feed) return;
    this.#feed = feed;
    if (!this.#listening) return;
    this.#listening.dispose();
    this.#listening = this.#listen();
    this.#tell(null);
  }

  #listen(): Disposable {
    return this.#feed.onChange((changes) => this.#tell(changes));
  }

  #tell(changes: readonly ClusterChange[] | null): void {
    for (const listener of this.#listeners) listener(changes);
  }
}
