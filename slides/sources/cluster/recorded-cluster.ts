import { emptyCluster, type Cluster, type ClusterChange } from "#core/cluster/model.ts";
import { TimelineCursor, type TimedChange } from "#core/cluster/timeline.ts";
import type { ReplayRules } from "#core/deck/model.ts";
import { squeezedMs } from "#core/takes/squeeze.ts";
import type { Clock } from "../playback/performance.ts";
import type { ClusterFeed, Disposable } from "../source.ts";

/** Changes this near to each other are shown together: a timer for each would be no smoother. */
const TOGETHER_MS = 40;

/** Plays on by itself after a step. */
interface Run {
  readonly untilMs: number;
  timer: Disposable;
}

/** The cluster of a take, at the moment that the panes show. Loads its timeline when somebody looks. */
export class RecordedCluster implements ClusterFeed {
  readonly recorded = true;
  readonly #load: () => Promise<readonly TimedChange[]>;
  readonly #clock: Clock;
  readonly #rules: ReplayRules;
  readonly #listeners = new Set<(changes: readonly ClusterChange[] | null) => void>();
  #cursor: TimelineCursor | null = null;
  #loading: Promise<void> | null = null;
  #trouble: Cluster | null = null;
  #ms: number;
  /** Where a follower of the clock would be in a moment, so that time does not stand still between two changes. */
  #aheadMs = 0;
  #at: number;
  #run: Run | null = null;

  constructor(
    load: () => Promise<readonly TimedChange[]>,
    given: { readonly clock: Clock; readonly rules: ReplayRules; readonly ms: number },
  ) {
    this.#load = load;
    this.#clock = given.clock;
    this.#rules = given.rules;
    this.#ms = given.ms;
    this.#at = given.clock.now();
  }

  get cluster(): Cluster {
    return this.#cursor?.cluster ?? this.#trouble ?? emptyCluster;
  }

  now(): number {
    const passedMs = (this.#clock.now() - this.#at) * this.#rules.speed;
    return this.#ms + Math.min(Math.max(0, passedMs), this.#aheadMs);
  }

  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable {
    this.#listeners.add(listener);
    void this.keep();
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Fetches the timeline, if it is not there yet. */
  keep(): Promise<void> {
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  /** Shows the moment `ms` at once: nothing moves there. Where the cluster is on its way to it, it goes on. */
  jump(ms: number): void {
    if (this.#run?.untilMs === ms || (!this.#run && this.#ms === ms)) return;
    this.#stop();
    this.#stand(ms);
    this.#cursor?.jump(ms);
    this.#tell(null);
  }

  /** A pane plays, and has come to `ms`. */
  follow(ms: number): void {
    this.#stop();
    if (ms < this.#ms) this.jump(ms);
    else this.#advance(ms);
  }

  /** A step is over: what it began goes on until `untilMs`, with long waits made short. */
  runOn(untilMs: number): void {
    this.#stop();
    this.#step(untilMs);
  }

  #step(untilMs: number): void {
    const nextMs = this.#cursor?.nextMs ?? Infinity;
    if (nextMs > untilMs) {
      this.#run = null;
      this.#advance(Math.max(untilMs, this.#ms));
      return;
    }
    const silenceMs = nextMs - this.#ms;
    this.#aheadMs = Math.min(silenceMs, this.#rules.longestPauseMs);
    this.#at = this.#clock.now();
    const timer = this.#clock.after(squeezedMs(silenceMs, this.#rules), () => {
      this.#advance(Math.min(nextMs + TOGETHER_MS, untilMs));
      this.#step(untilMs);
    });
    this.#run = { untilMs, timer };
  }

  #advance(ms: number): void {
    this.#stand(ms);
    const changes = this.#cursor?.advance(ms) ?? [];
    if (changes.length > 0) this.#tell(changes);
  }

  #stand(ms: number): void {
    this.#ms = ms;
    this.#at = this.#clock.now();
    this.#aheadMs = 0;
  }

  #stop(): void {
    this.#run?.timer.dispose();
    this.#run = null;
  }

  async #fetch(): Promise<void> {
    try {
      const cursor = new TimelineCursor(await this.#load());
      cursor.jump(this.#ms);
      this.#cursor = cursor;
      const run = this.#run;
      if (run) this.runOn(run.untilMs);
    } catch (cause) {
      this.#loading = null;
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#trouble = { ...emptyCluster, contact: { at: "silent", lastHeard: null, why } };
    }
    this.#tell(null);
  }

  #tell(changes: readonly ClusterChange[] | null): void {
    for (const listener of this.#listeners) listener(changes);
  }
}
