import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer, PaneState } from "#core/protocol/messages.ts";
import { isBusy, type BusyStep, type StepState } from "#core/steps/machine.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import { clusterMsAt, restMs } from "#core/takes/cluster-position.ts";
import { happened, positionAt, type DeckPlace } from "#core/takes/timeline.ts";
import { recordedCluster } from "./cluster/load.ts";
import type { RecordedCluster } from "./cluster/recorded-cluster.ts";
import { keepSoon, loadPlayback, SegmentFiles } from "./playback/files.ts";
import { nothingRecorded } from "./playback/nothing.ts";
import { outcomeOf } from "./playback/outcome.ts";
import { PanePlayer } from "./playback/pane-player.ts";
import type { Clock } from "./playback/performance.ts";
import { scrubberFacts } from "./playback/scrubber-facts.ts";
import { StepProgress } from "./playback/step-progress.ts";
import { browserWorld, type World } from "./playback/world.ts";
import type { Disposable, PaneTimeline, Place, RecordedSource, Screen } from "./source.ts";

const RECORDED = "This is a recording";
const YES: Answer = { ok: true };
const PULSE: Answer = { ok: true, pulse: true };
/** While a step plays, listeners hear of its position this often at most. */
const MOVED_EVERY_MS = 100;

/**
 * Loads the take that `page.understudy` names; only its table of contents, the rest comes when it is shown.
 * A talk without a take gets a source that has nothing to show (its `recordedAt` is ""). Rejects with a sentence when
 * the take is there but cannot be loaded.
 */
export async function loadRecorded(page: PageDeck, world: World = browserWorld()): Promise<RecordedSource> {
  if (page.understudy === null)
    return new Recorded(page, nothingRecorded(page), new Map(), null, world.clock);
  const folder = new URL(page.understudy, world.page);
  const playback = await loadPlayback(folder, world.get);
  const files = new Map(playback.panes.map((pane) => [pane.pane, new SegmentFiles(folder, pane, world.get)]));
  return new Recorded(page, playback, files, recordedCluster(page, playback, folder, world), world.clock);
}

class Recorded implements RecordedSource {
  readonly connected = true;
  readonly understudy = null;
  readonly reveals = null;
  readonly cluster: RecordedCluster | null;
  readonly about: RecordedSource["about"];
  readonly #page: PageDeck;
  readonly #playback: Playback;
  readonly #files: ReadonlyMap<PaneId, SegmentFiles>;
  readonly #clock: Clock;
  readonly #players: ReadonlyMap<PaneId, PanePlayer>;
  readonly #steps: StepProgress;
  /** Steps that had been under way for long when their place came: revealed in short. */
  readonly #inBackground: ReadonlySet<StepId>;
  readonly #troubles = new Map<PaneId, string>();
  readonly #sought = new Map<PaneId, number>();
  readonly #listeners = new Set<() => void>();
  #place: DeckPlace = { slide: 0, shown: [] };
  #toldAt = -Infinity;
  #keeping = false;

  constructor(
    page: PageDeck,
    playback: Playback,
    files: ReadonlyMap<PaneId, SegmentFiles>,
    cluster: RecordedCluster | null,
    clock: Clock,
  ) {
    this.#page = page;
    this.#playback = playback;
    this.#files = files;
    this.cluster = cluster;
    this.#clock = clock;
    this.#steps = new StepProgress(playback);
    const steps = page.slides.flatMap(({ scenes }) => scenes.flatMap((scene) => scene.steps));
    this.#inBackground = new Set(steps.filter(({ inBackground }) => inBackground).map(({ id }) => id));
    this.about = { recordedAt: playback.recordedAt, recordedOn: playback.recordedOn };
    this.#players = new Map(
      playback.panes.flatMap((pane) => {
        const segments = files.get(pane.pane);
        return segments ? [[pane.pane, this.#player(pane, segments)]] : [];
      }),
    );
  }

  recording(): RecordedSource {
    return this;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.keep();
    return this.#players.get(pane)?.show(screen) ?? { dispose: nothing };
  }

  place(place: Place): void {
    const { slide, shown } = place;
    if (isSame(this.#place, place) && this.#anyPlaying()) return;
    this.#place = { slide, shown };
    const past = happened(this.#page, place);
    this.#steps.past = new Set(past.map(({ step }) => step));
    for (const [pane, player] of this.#players) {
      const last = past.findLast((one) => one.pane === pane && this.#steps.run(one.step));
      // The deck shows the step's fragment while it plays: that is no move.
      if (player.playing && player.playing.step === last?.step) continue;
      this.#finish(player);
      this.#sought.delete(pane);
      void player.seek(positionAt(this.#page, this.#playback, pane, place));
    }
    if (!this.#anyPlaying()) this.cluster?.jump(clusterMsAt(this.#page, this.#playback, place));
    this.#tell();
  }

  next(step: StepId): Promise<Answer> {
    const state = this.step(step);
    if (state.at === "idle") return this.#start(step);
    if (!isBusy(state)) return Promise.resolve(PULSE);
    return this.moveOn(step);
  }

  join(step: StepId, onItsWay: BusyStep): void {
    void this.#start(step, onItsWay);
  }

  rerun(step: StepId): Promise<Answer> {
    return isBusy(this.step(step)) ? Promise.resolve(PULSE) : this.#start(step);
  }

  moveOn(step: StepId): Promise<Answer> {
    for (const player of this.#players.values()) {
      if (player.playing?.step === step) this.#finish(player);
    }
    this.#tell();
    return Promise.resolve(YES);
  }

  clear(): Promise<Answer> {
    return refuse(`${RECORDED}: its screen cannot be cleared.`);
  }

  /** Tries again to load what could not be loaded. */
  reopen(pane: PaneId): Promise<Answer> {
    const player = this.#players.get(pane);
    if (!player || !this.#troubles.has(pane)) return refuse(`${RECORDED}: there is no shell to reopen.`);
    void player.seek(player.positionMs);
    return Promise.resolve(YES);
  }

  acceptHost(): Promise<Answer> {
    return refuse(`${RECORDED}: no host is asked.`);
  }

  keyboard(_pane: PaneId, taken: boolean): Promise<Answer> {
    return taken ? refuse(`${RECORDED}: nothing can be typed here.`) : Promise.resolve(YES);
  }

  input(): void {
    // Refused with the keyboard.
  }

  resize(): void {
    // The recorded size holds.
  }

  step(step: StepId): StepState {
    return this.#steps.of(step);
  }

  playedBy(): "take" {
    return "take";
  }

  seen(): null {
    return null;
  }

  pane(pane: PaneId): PaneState {
    const why = this.#troubles.get(pane);
    if (why !== undefined) return { at: "lost", why };
    return this.#players.has(pane) ? { at: "open", marks: true, keyboard: false } : { at: "closed" };
  }

  now(): number {
    return this.#clock.now();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  plays(step: StepId): boolean {
    const run = this.#steps.run(step);
    return run !== undefined && this.#players.has(run.pane);
  }

  async prepare(panes: readonly PaneId[], step: StepId | null): Promise<void> {
    const run = step === null ? undefined : this.#steps.run(step);
    const players = panes.flatMap((pane) => this.#players.get(pane) ?? []);
    await Promise.all(
      players.map((player) =>
        player.prepare(run?.pane === player.about.pane ? run.readyMs : player.positionMs),
      ),
    );
  }

  keep(): void {
    if (!this.#keeping) {
      keepSoon([...this.#files.values()], this.#clock);
      void this.cluster?.keep();
    }
    this.#keeping = true;
  }

  timeline(pane: PaneId): PaneTimeline | null {
    const player = this.#players.get(pane);
    if (!player) return null;
    return {
      ...scrubberFacts(this.#playback, player.about),
      positionMs: player.positionMs,
      playing: player.playing !== null,
    };
  }

  soughtMs(pane: PaneId): number | null {
    return this.#sought.get(pane) ?? null;
  }

  seek(pane: PaneId, ms: number): Promise<void> {
    const player = this.#players.get(pane);
    if (!player) return Promise.resolve();
    this.#sought.set(pane, Math.max(0, ms));
    this.#finished(player.playing);
    this.cluster?.jump(Math.max(0, ms));
    const drawn = player.seek(Math.max(0, ms));
    this.#tell();
    return drawn;
  }

  #start(step: StepId, onItsWay: BusyStep | null = null): Promise<Answer> {
    const run = this.#steps.run(step);
    const player = run && this.#players.get(run.pane);
    if (!player) {
      const why = "There is no recording of this step.";
      // Not idle: the deck goes on with the next step.
      this.#set(step, { at: "failed", why: { kind: "lost", reason: why }, ms: 0 });
      return refuse(why);
    }
    this.#finished(player.playing);
    this.#sought.delete(run.pane);
    this.#set(step, { at: "typing", since: this.now() });
    player.play(run, this.#inBackground.has(step), onItsWay);
    return Promise.resolve(YES);
  }

  #finish(player: PanePlayer): void {
    this.#finished(player.finish());
  }

  #finished(step: PlaybackStep | null): void {
    if (!step) return;
    this.#set(step.step, outcomeOf(step));
    this.cluster?.follow(step.settledMs);
    this.cluster?.runOn(restMs(this.#playback, step));
  }

  #anyPlaying(): boolean {
    return [...this.#players.values()].some((player) => player.playing);
  }

  #player(pane: Playback["panes"][number], segments: SegmentFiles): PanePlayer {
    return new PanePlayer(pane, {
      segments,
      clock: this.#clock,
      rules: this.#page.head.replay,
      positionMs: positionAt(this.#page, this.#playback, pane.pane, this.#place),
      events: {
        mark: (step, mark) => {
          if (mark === "end") this.#finished(step);
          else if (this.step(step.step).at === "typing") {
            this.#set(step.step, { at: "running", since: this.now() });
          }
        },
        moved: () => {
          this.#moveCluster(pane.pane);
          if (this.now() - this.#toldAt >= MOVED_EVERY_MS) this.#tell();
        },
        trouble: (why) => this.#setTrouble(pane.pane, why),
      },
    });
  }

  /** The map goes along with the pane that plays. */
  #moveCluster(pane: PaneId): void {
    const player = this.#players.get(pane);
    if (player?.playing) this.cluster?.follow(Math.max(player.positionMs, player.playing.startMs));
  }

  #set(step: StepId, state: StepState): void {
    this.#steps.set(step, state);
    this.#tell();
  }

  #setTrouble(pane: PaneId, why: string | null): void {
    if ((this.#troubles.get(pane) ?? null) === why) return;
    if (why === null) this.#troubles.delete(pane);
    else this.#troubles.set(pane, why);
    this.#tell();
  }

  #tell(): void {
    this.#toldAt = this.now();
    for (const listener of this.#listeners) listener();
  }
}

function isSame(a: DeckPlace, b: DeckPlace): boolean {
  return a.slide === b.slide && a.shown.join("\n") === b.shown.join("\n");
}

function refuse(why: string): Promise<Answer> {
  return Promise.resolve({ ok: false, why });
}

function nothing(): void {
  // No player draws on this screen.
}
