import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { BusyStep, StepState } from "#core/steps/machine.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import { happened, positionAt, type DeckPlace } from "#core/takes/timeline.ts";
import { ClusterAlong } from "../cluster/cluster-along.ts";
import type { RecordedCluster } from "../cluster/recorded-cluster.ts";
import type { Disposable } from "../source.ts";
import { outcomeOf } from "./outcome.ts";
import type { PanePlayer } from "./pane-player.ts";
import type { Clock } from "./performance.ts";
import { StepProgress } from "./step-progress.ts";
import { TakePanes, type TakePanesParts } from "./take-panes.ts";

/** While a step plays, listeners hear of its position this often at most. */
const MOVED_EVERY_MS = 100;

/** A take that is played: each pane stands where the deck does, or plays a step; the cluster goes along. */
export class Replay {
  readonly panes: TakePanes;
  readonly steps: StepProgress;
  readonly #page: PageDeck;
  readonly #playback: Playback;
  readonly #clock: Clock;
  readonly #along: ClusterAlong;
  /** Steps that had been under way for long when their place came: revealed in short. */
  readonly #inBackground: ReadonlySet<StepId>;
  /** Where the presenter has moved a pane by hand. */
  readonly #sought = new Map<PaneId, number>();
  readonly #listeners = new Set<() => void>();
  #place: DeckPlace = { slide: 0, shown: [] };
  #toldAt = -Infinity;

  constructor(parts: TakePanesParts, cluster: RecordedCluster | null) {
    const { page, playback, clock } = parts;
    this.#page = page;
    this.#playback = playback;
    this.#clock = clock;
    this.#along = new ClusterAlong(cluster, page, playback);
    const paneNow = new Map(stepsOf(page).map(({ id, pane }) => [id, pane]));
    // Of a step that has moved to another pane since, there is no recording where it is now.
    const inPlace = playback.steps.filter(({ step, pane }) => (paneNow.get(step) ?? pane) === pane);
    this.steps = new StepProgress({ steps: inPlace });
    const inBackground = stepsOf(page).filter((step) => step.inBackground);
    this.#inBackground = new Set(inBackground.map(({ id }) => id));
    this.panes = new TakePanes(parts, {
      mark: (step, mark) => {
        if (mark === "end") this.#finished(step);
        else if (this.steps.of(step.step).at === "typing") {
          this.set(step.step, { at: "running", since: this.#clock.now() });
        }
      },
      moved: (player) => {
        this.#along.moved(player);
        if (this.#clock.now() - this.#toldAt >= MOVED_EVERY_MS) this.#tell();
      },
      changed: () => this.#tell(),
    });
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The deck has moved: every pane shows that moment, but where the step plays that was moved to. */
  place(place: DeckPlace): void {
    if (isSame(this.#place, place) && this.panes.anyPlays) return;
    this.#place = place;
    const past = happened(this.#page, place);
    this.steps.past = new Set(past.map(({ step }) => step));
    for (const player of this.panes.players) {
      const { pane } = player.about;
      const last = past.findLast((one) => one.pane === pane && this.steps.run(one.step));
      // The deck shows the step's fragment while it plays: that is no move.
      if (player.playing && player.playing.step === last?.step) continue;
      this.#finish(player);
      this.#sought.delete(pane);
      void player.seek(positionAt(this.#page, this.#playback, pane, place));
    }
    if (!this.panes.anyPlays) this.#along.stand(place);
    this.#tell();
  }

  /** The pane that can play this step; undefined where the take has no run of it. */
  playerOf(step: StepId): PanePlayer | undefined {
    const run = this.steps.run(step);
    return run && this.panes.player(run.pane);
  }

  /** Plays the step's run, or goes on with it as it is `onItsWay` elsewhere. False where there is none. */
  play(step: StepId, onItsWay: BusyStep | null): boolean {
    const run = this.steps.run(step);
    const player = this.playerOf(step);
    if (!run || !player) return false;
    this.#finished(player.playing);
    this.#sought.delete(run.pane);
    this.set(step, { at: "typing", since: this.#clock.now() });
    player.play(run, this.#inBackground.has(step), onItsWay);
    return true;
  }

  /** Shows the step's end, where it plays. */
  finish(step: StepId): void {
    for (const player of this.panes.playing(step)) this.#finish(player);
    this.#tell();
  }

  /** Where the presenter has moved the pane by hand; null while it stands where the deck does. */
  soughtMs(pane: PaneId): number | null {
    return this.#sought.get(pane) ?? null;
  }

  seek(pane: PaneId, ms: number): Promise<void> {
    const player = this.panes.player(pane);
    if (!player) return Promise.resolve();
    const atMs = Math.max(0, ms);
    this.#sought.set(pane, atMs);
    this.#finished(player.playing);
    this.#along.cluster?.jump(atMs);
    const drawn = player.seek(atMs);
    this.#tell();
    return drawn;
  }

  set(step: StepId, state: StepState): void {
    this.steps.set(step, state);
    this.#tell();
  }

  #finish(player: PanePlayer): void {
    this.#finished(player.finish());
  }

  #finished(step: PlaybackStep | null): void {
    if (!step) return;
    this.set(step.step, outcomeOf(step));
    this.#along.ended(step);
  }

  #tell(): void {
    this.#toldAt = this.#clock.now();
    for (const listener of this.#listeners) listener();
  }
}

function isSame(a: DeckPlace, b: DeckPlace): boolean {
  return a.slide === b.slide && a.shown.join("\n") === b.shown.join("\n");
}
