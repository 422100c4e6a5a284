import { changesTo, ClusterDraft } from "#core/cluster/apply.ts";
import { emptyCluster, type ClusterChange } from "#core/cluster/model.ts";
import { withTexts } from "#core/cluster/rewrite.ts";
import { TerraformProgress } from "#core/cluster/terraform-progress.ts";
import { nextWatch, unwatched, type WatchEvent, type WatchState } from "#core/cluster/watch.ts";
import type { ClusterSetting, Deck } from "#core/deck/model.ts";
import type { PaneId } from "#core/ids.ts";
import type { ClusterNews, ClusterSnapshot } from "#core/protocol/messages.ts";
import { createPlainText } from "#core/stream/plain-text.ts";
import { ClusterPost } from "./cluster-post.ts";
import type { Clock, ClusterAdapter, Disposable, FollowRequests } from "./ports.ts";

export interface ClusterParts {
  readonly clock: Clock;
  readonly adapters: ReadonlyMap<ClusterAdapter["source"], ClusterAdapter>;
  readonly followRequests: FollowRequests;
  /** Absolute folder of the talk. */
  readonly folder: string;
  /** Cuts secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** Hears what changes; nothing in it is secret. */
export interface ClusterListener {
  /** At once, each change by its number. */
  changed(changes: readonly ClusterChange[]): void;
  /** Gathered, for the windows. */
  news(news: ClusterNews): void;
}

/** More texts than any cluster has; redacting one takes longer than looking it up. */
const rememberedTexts = 10_000;

/**
 * What the show knows of the talk's cluster: what its scheduler answers, what Terraform prints in a pane, who answered
 * requests. Asks nobody before `start`.
 */
export class ClusterWatch implements Disposable {
  readonly setting: ClusterSetting;
  readonly #targets: Deck["targets"];
  readonly #parts: ClusterParts;
  readonly #listener: ClusterListener;
  readonly #terraform = new TerraformProgress();
  readonly #plain = createPlainText();
  readonly #post: ClusterPost;
  readonly #clean = new Map<string, string>();
  /** As the sources say it; only `#shown` leaves the process. */
  #state: WatchState = unwatched;
  #shown = new ClusterDraft(emptyCluster);
  #asking: readonly Disposable[] | null = null;

  /** @param version number of changes that were told before this watch. */
  constructor(
    deck: Pick<Deck, "targets"> & { readonly cluster: ClusterSetting },
    parts: ClusterParts,
    listener: ClusterListener,
    version = 0,
  ) {
    this.setting = deck.cluster;
    this.#targets = deck.targets;
    this.#parts = parts;
    this.#listener = listener;
    this.#post = new ClusterPost(parts.clock, version, (news) => listener.news(news));
  }

  /** [P18] */
  get snapshot(): ClusterSnapshot {
    return { version: this.#post.version, cluster: this.#shown.cluster };
  }

  /** Begins to ask. Safe to call twice. */
  start(): void {
    if (this.#asking) return;
    const { adapters, followRequests, folder } = this.#parts;
    const { requests } = this.setting;
    const request = { cluster: this.setting, targets: this.#targets, folder };
    const watching = adapters.get(this.setting.source)?.watch(request, {
      read: (reading) => this.#hear({ type: "read", at: this.#now(), reading }),
      silent: (why) => this.#hear({ type: "silent", at: this.#now(), why }),
      absent: () => this.#hear({ type: "absent", at: this.#now() }),
    });
    const following =
      requests &&
      followRequests({ ...request, requests }, (by) => {
        // Most of them are not told: the map shows a busy load balancer with fewer pulses.
        if (this.#post.hasRoomForRequest) this.#hear({ type: "request", ...by });
      });
    this.#asking = [watching, following].filter((one) => one !== undefined);
  }

  /** Whether every character of this pane must come to `printed`. */
  reads(pane: PaneId): boolean {
    return pane === this.setting.terraform;
  }

  /** Redacted output of a pane: if it is Terraform's, machines come and go by it. */
  printed(pane: PaneId, text: string): void {
    if (!this.reads(pane)) return;
    for (const progress of this.#terraform.push(this.#plain.push(text))) {
      this.#hear({ type: "terraform", at: this.#now(), progress });
    }
  }

  /** Empties the map, because another cluster takes this one's place; how many changes were told so far. */
  retire(): number {
    const { machines, units } = this.#shown.cluster;
    this.#tell([
      ...Object.values(units).map((unit): ClusterChange => ({ to: "unitGone", id: unit.id })),
      ...Object.values(machines).map((machine): ClusterChange => ({ to: "machineGone", id: machine.id })),
      ...changesTo(emptyCluster),
    ]);
    this.#post.send();
    this.dispose();
    return this.#post.version;
  }

  dispose(): void {
    for (const asking of this.#asking ?? []) asking.dispose();
    this.#asking = [];
    this.#post.dispose();
  }

  #hear(event: WatchEvent): void {
    const [state, changes] = nextWatch(this.#state, event);
    this.#state = state;
    if (changes.length > 0)
      this.#tell(changes.map((change) => withTexts(change, (text) => this.#redact(text))));
  }

  #tell(changes: readonly ClusterChange[]): void {
    for (const change of changes) this.#shown.apply(change);
    this.#post.add(changes);
    this.#listener.changed(changes);
  }

  #now(): number {
    return Math.round(this.#parts.clock.now());
  }

  /** The same names, labels and images come again and again. */
  #redact(text: string): string {
    const known = this.#clean.get(text);
    if (known !== undefined) return known;
    if (this.#clean.size >= rememberedTexts) this.#clean.clear();
    const clean = this.#parts.redact(text);
    this.#clean.set(text, clean);
    return clean;
  }
}
