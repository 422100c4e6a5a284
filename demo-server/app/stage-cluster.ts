import type { Deck } from "#core/deck/model.ts";
import type { PaneId } from "#core/ids.ts";
import type { ClusterNews, ClusterSnapshot } from "#core/protocol/messages.ts";
import { ClusterWatch, type ClusterParts } from "./cluster-watch.ts";
import type { Disposable } from "./ports.ts";
import type { TakeRecorder } from "./take-recorder.ts";

/** The cluster on stage: watched from the first shell or the first map on, whatever becomes of the talk's text. */
export class StageCluster implements Disposable {
  readonly #parts: ClusterParts;
  readonly #recorder: TakeRecorder;
  readonly #news: (news: ClusterNews) => void;
  #deck: Deck;
  #watch: ClusterWatch | null;
  #isRecorded = false;
  #isAsking = false;
  #version = 0;

  constructor(deck: Deck, parts: ClusterParts, recorder: TakeRecorder, news: (news: ClusterNews) => void) {
    this.#parts = parts;
    this.#recorder = recorder;
    this.#news = news;
    this.#deck = deck;
    this.#watch = this.#watchOf(deck);
  }

  /** Absent where the talk has no cluster. */
  get snapshot(): ClusterSnapshot | undefined {
    return this.#watch?.snapshot;
  }

  /** The talk was edited. The cluster is asked anew only where it is said to be another. */
  update(deck: Deck): void {
    const isSame = said(deck) === said(this.#deck);
    this.#deck = deck;
    if (isSame) return;
    this.#version = this.#watch?.retire() ?? this.#version;
    this.#watch = this.#watchOf(deck);
    if (this.#isRecorded) this.takeBegan();
    if (this.#isAsking) this.start();
  }

  /** A take begins, or has begun: the cluster is in it from its first moment. */
  takeBegan(): void {
    this.#isRecorded = true;
    const watch = this.#watch;
    if (watch) this.#recorder.clusterBegan(watch.setting.source, watch.snapshot.cluster);
    this.start();
  }

  /** Begins to ask. Safe to call twice. */
  start(): void {
    this.#isAsking = true;
    this.#watch?.start();
  }

  /** Whether the cluster is told by what this pane prints: all of it must come to `printed`. */
  reads(pane: PaneId): boolean {
    return this.#watch?.reads(pane) ?? false;
  }

  printed(pane: PaneId, text: string): void {
    this.#watch?.printed(pane, text);
  }

  dispose(): void {
    this.#watch?.dispose();
  }

  #watchOf(deck: Deck): ClusterWatch | null {
    const { cluster, targets } = deck;
    if (!cluster) return null;
    const listener = {
      changed: this.#recorder.clusterChanged.bind(this.#recorder),
      news: this.#news,
    };
    return new ClusterWatch({ cluster, targets }, this.#parts, listener, this.#version);
  }
}

/** What decides which cluster is asked, and how. */
function said({ cluster, targets }: Deck): string {
  return cluster ? JSON.stringify([cluster, targets]) : "";
}
