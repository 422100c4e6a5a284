import type { PaneId } from "#core/ids.ts";
import { roomRules } from "./audience-room.ts";
import type { AudienceListener, AudienceSource, AudienceView, FollowedPane } from "./audience-source.ts";
import type { PaneWatchers } from "./pane-watchers.ts";
import type { Clock, Disposable } from "./ports.ts";
import type { ShowDesk } from "./show-desk.ts";
import type { Stage } from "./stage.ts";
import type { Watcher } from "./window-feed.ts";

/** The part of the desk that viewers are told of. */
export type ShownShow = Pick<ShowDesk, "state" | "listen">;

/** Shows the audience this server's own show. Where nothing is live there are no panes: `stage` is null. */
export class StageAudience implements AudienceSource {
  readonly #run: string;
  readonly #stage: Stage | null;
  readonly #show: ShownShow;
  readonly #clock: Clock;

  constructor(run: string, stage: Stage | null, show: ShownShow, clock: Clock) {
    this.#run = run;
    this.#stage = stage;
    this.#show = show;
    this.#clock = clock;
  }

  get view(): AudienceView {
    const cluster = this.#stage?.view.cluster;
    const now = this.#clock.now();
    return { run: this.#run, show: this.#show.state, ...(cluster ? { cluster } : {}), now };
  }

  has(pane: PaneId): boolean {
    return this.#stage?.session(pane) !== undefined;
  }

  /** No shell is started by it. [P35] */
  follow(pane: PaneId, watcher: Watcher): FollowedPane {
    const stage = this.#stage;
    let watchers: PaneWatchers | undefined;
    const look = (): void => {
      const now = stage?.session(pane)?.watchers;
      if (now === watchers) return;
      watchers?.remove(watcher);
      watchers = now;
      now?.add(watcher, null, roomRules);
    };
    look();
    // A talk that is edited may have this pane anew, or no more.
    const listening = stage?.listen({
      paneChanged: (changed) => {
        if (changed === pane) look();
      },
      stepChanged: nothing,
      clusterChanged: nothing,
    });
    return {
      get shell() {
        return watchers?.shell ?? null;
      },
      ack: (at) => watchers?.ack(watcher, at),
      dispose: () => {
        listening?.dispose();
        watchers?.remove(watcher);
      },
    };
  }

  listen(listener: AudienceListener): Disposable {
    const show = this.#show.listen({
      shown: (state) => listener.showChanged(state),
      drivingChanged: nothing,
    });
    const stage = this.#stage?.listen({
      paneChanged: nothing,
      stepChanged: nothing,
      clusterChanged: (news) => listener.clusterChanged(news),
    });
    return {
      dispose: () => {
        show.dispose();
        stage?.dispose();
      },
    };
  }
}

function nothing(): void {
  // Viewers hear of panes and steps by the state of the show.
}
