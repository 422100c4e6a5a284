import type { PageDeck } from "#core/deck/page.ts";
import { clusterMsAt, restMs } from "#core/takes/cluster-position.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import type { DeckPlace } from "#core/takes/timeline.ts";
import type { PanePlayer } from "../playback/pane-player.ts";
import type { RecordedCluster } from "./recorded-cluster.ts";

/** The take's cluster goes along with the take's panes. Where it has none, nothing does. */
export class ClusterAlong {
  readonly cluster: RecordedCluster | null;
  readonly #page: PageDeck;
  readonly #playback: Playback;

  constructor(cluster: RecordedCluster | null, page: PageDeck, playback: Playback) {
    this.cluster = cluster;
    this.#page = page;
    this.#playback = playback;
  }

  /** The deck stands here, and nothing plays. */
  stand(place: DeckPlace): void {
    this.cluster?.jump(clusterMsAt(this.#page, this.#playback, place));
  }

  /** A pane has come on; the map goes along with one that plays. */
  moved({ playing, positionMs }: PanePlayer): void {
    if (playing) this.cluster?.follow(Math.max(positionMs, playing.startMs));
  }

  /** A step is over: what it began goes on. */
  ended(step: PlaybackStep): void {
    this.cluster?.follow(step.settledMs);
    this.cluster?.runOn(restMs(this.#playback, step));
  }
}
