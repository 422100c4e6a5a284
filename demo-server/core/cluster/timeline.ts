/** The cluster's part of a take: what changed when, on the take's clock. */
import { ClusterDraft } from "./apply.ts";
import { emptyCluster, type Cluster, type ClusterChange } from "./model.ts";

/** `[atMs, change]`: a line of `cluster.jsonl`. A tuple, because there are very many of them. */
export type TimedChange = readonly [atMs: number, change: ClusterChange];

/** One line of the file, with its line end. */
export function timelineLine(entry: TimedChange): string {
  return `${JSON.stringify(entry)}\n`;
}

/** A position on a timeline that knows what the cluster looks like there. */
export class TimelineCursor {
  readonly #entries: readonly TimedChange[];
  #draft = new ClusterDraft(emptyCluster);
  #next = 0;
  #ms = -Infinity;

  /** @param entries in time order. */
  constructor(entries: readonly TimedChange[]) {
    this.#entries = entries;
  }

  get ms(): number {
    return this.#ms;
  }

  get cluster(): Cluster {
    return this.#draft.cluster;
  }

  /** When the next change comes; Infinity where none does. */
  get nextMs(): number {
    return this.#entries[this.#next]?.[0] ?? Infinity;
  }

  /** Goes on to `ms`; what changed on the way. Nothing where it lies behind. */
  advance(ms: number): ClusterChange[] {
    const passed: ClusterChange[] = [];
    for (let entry = this.#entries[this.#next]; entry && entry[0] <= ms; entry = this.#entries[this.#next]) {
      this.#draft.apply(entry[1]);
      passed.push(entry[1]);
      this.#next++;
    }
    this.#ms = Math.max(this.#ms, ms);
    return passed;
  }

  /** Goes to `ms`, wherever that is. */
  jump(ms: number): void {
    if (ms < this.#ms) {
      this.#draft = new ClusterDraft(emptyCluster);
      this.#next = 0;
      this.#ms = -Infinity;
    }
    this.advance(ms);
  }
}
