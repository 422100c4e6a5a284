import { applyChanges } from "#core/cluster/apply.ts";
import type { PaneId, RelayId } from "#core/ids.ts";
import type { ClusterNews, ClusterSnapshot } from "#core/protocol/messages.ts";
import type { RelayedShow } from "#core/protocol/relay.ts";
import type { ShowState } from "#core/show/state.ts";
import type { AudienceListener, AudienceSource, AudienceView, FollowedPane } from "./audience-source.ts";
import { PaneMirror } from "./pane-mirror.ts";
import type { Clock, Disposable, ScreenFactory } from "./ports.ts";
import type { RelayVoice } from "./relay-voice.ts";
import type { Said, Wire } from "./relay-wire.ts";
import type { Watcher } from "./window-feed.ts";

/** What is missing is asked for so often at most. */
const askEveryMs = 500;
const countEveryMs = 2000;

export interface RelayParts {
  readonly relay: RelayId;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly createScreen: ScreenFactory;
  readonly voice: RelayVoice;
  /** Panes of the talk. */
  readonly panes: ReadonlySet<PaneId>;
}

/** Shows an audience what a stage on another machine says: copies of its panes, its show, its cluster. [P45] */
export class RelayAudience implements AudienceSource, Disposable {
  readonly #parts: RelayParts;
  readonly #mirrors = new Map<PaneId, PaneMirror>();
  readonly #listeners = new Set<AudienceListener>();
  /** Panes that were asked for a moment ago. */
  readonly #asked = new Map<PaneId, Disposable>();
  readonly #listening: Disposable;
  #counting: Disposable | null = null;
  /** Until the stage has answered. */
  #asking: Disposable | null = null;
  #run = "";
  #show: ShowState | null = null;
  #cluster: ClusterSnapshot | null = null;
  /** What to add to this machine's clock to get the stage's. */
  #aheadMs = 0;
  #people = 0;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#listening = parts.wire.listen({ heard: (said) => this.#hear(said), back: () => this.#askAgain() });
    this.#askAgain();
    this.#tellCount();
  }

  get view(): AudienceView {
    const cluster = this.#cluster;
    const now = this.#parts.clock.now() + this.#aheadMs;
    return { run: this.#run, show: this.#show, ...(cluster ? { cluster } : {}), now };
  }

  has(pane: PaneId): boolean {
    return this.#parts.panes.has(pane);
  }

  follow(pane: PaneId, watcher: Watcher): FollowedPane {
    return this.#mirror(pane).follow(watcher);
  }

  listen(listener: AudienceListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** How many watch at this relay. */
  count(people: number): void {
    this.#people = people;
    this.#tellCount();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#counting?.dispose();
    this.#asking?.dispose();
    for (const asked of this.#asked.values()) asked.dispose();
    for (const mirror of this.#mirrors.values()) mirror.dispose();
    this.#parts.wire.say("viewers", { relay: this.#parts.relay, viewers: 0 });
  }

  #hear(said: Said): void {
    switch (said.name) {
      case "state":
        this.#begin(said.message);
        return;
      case "show":
        this.#setShow(said.message);
        return;
      case "cluster":
        this.#changeCluster(said.message);
        return;
      case "allows":
        this.#parts.voice.setRules(said.message);
        return;
      case "reactions":
        this.#parts.voice.reacted(said.message);
        return;
      case "output":
      case "screen":
      case "resized":
        this.#draw(said);
        return;
      case "hello":
      case "missed":
      case "viewers":
      case "react":
      case "question":
      // Another relay speaks to the stage.
    }
  }

  #draw(said: Said & { name: "output" | "screen" | "resized" }): void {
    if (!this.has(said.message.pane)) return;
    const mirror = this.#mirror(said.message.pane);
    if (said.name === "output") mirror.output(said.message);
    else if (said.name === "screen") mirror.screen(said.message);
    else mirror.resized(said.message);
  }

  #begin({ run, show, cluster, now, allows }: RelayedShow): void {
    this.#asking?.dispose();
    const isAnotherRun = this.#run !== "" && this.#run !== run;
    this.#run = run;
    this.#aheadMs = now - this.#parts.clock.now();
    if (show) this.#setShow(show);
    this.#parts.voice.setRules(allows);
    const version = this.#cluster?.version;
    this.#cluster = cluster ?? null;
    // No change, but whoever stands at a lower version says hello again. [P19]
    const missed = isAnotherRun ? Number.MAX_SAFE_INTEGER : cluster?.version;
    if (cluster && missed !== version) this.#tellCluster({ version: missed ?? 0, changes: [] });
  }

  #setShow(show: ShowState): void {
    this.#show = show;
    for (const listener of this.#listeners) listener.showChanged(show);
  }

  #changeCluster({ version, changes }: ClusterNews): void {
    const known = this.#cluster;
    if (!known || version > known.version) {
      this.#askAgain();
      return;
    }
    const news = changes.slice(known.version - version);
    if (news.length === 0) return;
    const next = { version: known.version + news.length, cluster: applyChanges(known.cluster, news) };
    this.#cluster = next;
    this.#tellCluster({ version: known.version, changes: news });
  }

  #tellCluster(news: ClusterNews): void {
    for (const listener of this.#listeners) listener.clusterChanged(news);
  }

  #mirror(pane: PaneId): PaneMirror {
    const known = this.#mirrors.get(pane);
    if (known) return known;
    const { clock, createScreen } = this.#parts;
    const mirror = new PaneMirror({ clock, createScreen, missed: () => this.#askFor(pane) });
    this.#mirrors.set(pane, mirror);
    return mirror;
  }

  /** Says hello until there is an answer: the stage may not be there yet, or not hear yet. */
  #askAgain(): void {
    const { wire, relay, clock } = this.#parts;
    wire.say("hello", relay);
    this.#asking?.dispose();
    this.#asking = clock.after(askEveryMs, () => this.#askAgain());
  }

  #askFor(pane: PaneId): void {
    const { wire, clock } = this.#parts;
    if (this.#asked.has(pane)) return;
    wire.say("missed", { pane });
    this.#asked.set(
      pane,
      clock.after(askEveryMs, () => this.#asked.delete(pane)),
    );
  }

  #tellCount(): void {
    const { wire, clock, relay } = this.#parts;
    wire.say("viewers", { relay, viewers: this.#people });
    this.#counting?.dispose();
    this.#counting = clock.after(countEveryMs, () => this.#tellCount());
  }
}
