import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer, PaneState } from "#core/protocol/messages.ts";
import type { Sentence } from "#core/said.ts";
import { sentence } from "#core/sentences.ts";
import { isBusy, type BusyStep, type StepState } from "#core/steps/machine.ts";
import { recordedCluster } from "./cluster/load.ts";
import type { RecordedCluster } from "./cluster/recorded-cluster.ts";
import { loadPlayback, SegmentFiles, type Fetch } from "./playback/files.ts";
import { nothingRecorded } from "./playback/nothing.ts";
import { Replay } from "./playback/replay.ts";
import type { TakePanesParts } from "./playback/take-panes.ts";
import { browserWorld, type World } from "./playback/world.ts";
import type { Disposable, PaneTimeline, Place, RecordedSource, Screen } from "./source.ts";

const YES: Answer = { ok: true };
const PULSE: Answer = { ok: true, pulse: true };

/**
 * Loads the take that `page.understudy` names; only its table of contents, the rest comes when it is shown.
 * A talk without a take gets a source that has nothing to show (its `recordedAt` is ""). Rejects with a sentence when
 * the take is there but cannot be loaded.
 */
export async function loadRecorded(page: PageDeck, world: World = browserWorld()): Promise<RecordedSource> {
  const { clock } = world;
  if (page.understudy === null)
    return new Recorded({ page, playback: nothingRecorded(page), files: new Map(), clock }, null);
  const folder = new URL(page.understudy, world.page);
  const playback = await loadPlayback(folder, world.get);
  // What a browser has kept of one take must never be taken for a part of another.
  const get: Fetch = (url) => world.get(new URL(`?${playback.source}`, url));
  const files = new Map(playback.panes.map((pane) => [pane.pane, new SegmentFiles(folder, pane, get)]));
  const cluster = recordedCluster(page, playback, folder, { ...world, get });
  return new Recorded({ page, playback, files, clock }, cluster);
}

/** What the keys do to a take: steps are played, and what only a shell can do is refused. */
class Recorded implements RecordedSource {
  readonly connected = true;
  readonly understudy = null;
  readonly reveals = null;
  readonly cluster: RecordedCluster | null;
  readonly about: RecordedSource["about"];
  readonly #replay: Replay;
  readonly #clock: TakePanesParts["clock"];
  #keeping = false;

  constructor(parts: TakePanesParts, cluster: RecordedCluster | null) {
    const { recordedAt, recordedOn } = parts.playback;
    this.about = { recordedAt, recordedOn };
    this.cluster = cluster;
    this.#clock = parts.clock;
    this.#replay = new Replay(parts, cluster);
  }

  recording(): RecordedSource {
    return this;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    this.keep();
    return this.#replay.panes.player(pane)?.show(screen) ?? { dispose: nothing };
  }

  place({ slide, shown }: Place): void {
    this.#replay.place({ slide, shown });
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
    this.#replay.finish(step);
    return Promise.resolve(YES);
  }

  clear(): Promise<Answer> {
    return refuse(sentence("takeNotCleared"));
  }

  /** Tries again to load what could not be loaded. */
  reopen(pane: PaneId): Promise<Answer> {
    const player = this.#replay.panes.player(pane);
    if (!player || this.pane(pane).at !== "lost") return refuse(sentence("takeNotReopened"));
    void player.seek(player.positionMs);
    return Promise.resolve(YES);
  }

  acceptHost(): Promise<Answer> {
    return refuse(sentence("takeAsksNoHost"));
  }

  keyboard(_pane: PaneId, taken: boolean): Promise<Answer> {
    return taken ? refuse(sentence("takeNotTyped")) : Promise.resolve(YES);
  }

  input(): void {
    // Refused with the keyboard.
  }

  resize(): void {
    // The recorded size holds.
  }

  step(step: StepId): StepState {
    return this.#replay.steps.of(step);
  }

  playedBy(): "take" {
    return "take";
  }

  seen(): null {
    return null;
  }

  pane(pane: PaneId): PaneState {
    return this.#replay.panes.state(pane);
  }

  now(): number {
    return this.#clock.now();
  }

  onChange(listener: () => void): Disposable {
    return this.#replay.onChange(listener);
  }

  plays(step: StepId): boolean {
    return this.#replay.playerOf(step) !== undefined;
  }

  prepare(panes: readonly PaneId[], step: StepId | null): Promise<void> {
    return this.#replay.panes.prepare(panes, step === null ? undefined : this.#replay.steps.run(step));
  }

  keep(): void {
    if (this.#keeping) return;
    this.#keeping = true;
    this.#replay.panes.keep();
    void this.cluster?.keep();
  }

  timeline(pane: PaneId): PaneTimeline | null {
    return this.#replay.panes.timeline(pane);
  }

  soughtMs(pane: PaneId): number | null {
    return this.#replay.soughtMs(pane);
  }

  seek(pane: PaneId, ms: number): Promise<void> {
    return this.#replay.seek(pane, ms);
  }

  #start(step: StepId, onItsWay: BusyStep | null = null): Promise<Answer> {
    if (this.#replay.play(step, onItsWay)) return Promise.resolve(YES);
    const why = sentence("stepNotRecorded");
    // Not idle: the deck goes on with the next step.
    this.#replay.set(step, { at: "failed", why: { kind: "lost", reason: why }, ms: 0 });
    return refuse(why);
  }
}

function refuse(why: Sentence): Promise<Answer> {
  return Promise.resolve({ ok: false, why });
}

function nothing(): void {
  // No player draws on this screen.
}
