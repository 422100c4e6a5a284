import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { isBusy } from "#core/steps/machine.ts";
import type { Refusal, Trouble, UnderstudyEvent } from "#core/understudy/machine.ts";
import type { Clock } from "../playback/performance.ts";
import type { Disposable, LiveSource, Place, RecordedSource, Understudy } from "../source.ts";
import { panesOnSlide, stepsOf, stepToTakeOver, troublesOf, unfitness, type Scene } from "./scene-facts.ts";
import { ServerWatch } from "./server-watch.ts";
import { SwitchedPane } from "./switched-pane.ts";
import { groupsOf, type Stagehand, type TargetGroup } from "./target-group.ts";

/** A recording that is not there by then is taken for damaged: the presenter must not wait for it. */
const FETCH_WITHIN_MS = 3000;

export interface CastingParts {
  readonly page: PageDeck;
  readonly live: LiveSource;
  /** Settles when the recording's table of contents is there. */
  readonly loading: Promise<RecordedSource>;
  readonly clock: Clock;
}

/** Who plays each pane at each moment, shell or recording: watches the shells, and does what the machines say. */
export class Casting implements Understudy, Stagehand {
  readonly #parts: CastingParts;
  readonly #server: ServerWatch;
  readonly #groups: readonly TargetGroup[];
  readonly #panes = new Map<PaneId, SwitchedPane>();
  readonly #paneOf: ReadonlyMap<StepId, PaneId>;
  /** Steps that were asked for in this window. */
  readonly #asked = new Set<StepId>();
  /** Steps whose last run was the recording's. */
  readonly #playedByTake = new Set<StepId>();
  readonly #listeners = new Set<() => void>();
  readonly #refusals = new Set<(pane: PaneId, why: Refusal) => void>();
  #take: RecordedSource | null = null;
  #place: Place = { slide: 0, shown: [] };
  /** While effects are performed, what the sources say is half changed. */
  #performing = 0;

  constructor(parts: CastingParts) {
    const { page, live, loading, clock } = parts;
    this.#parts = parts;
    this.#paneOf = new Map(stepsOf(page).map(({ id, pane }) => [id, pane]));
    this.#groups = groupsOf(page, this);
    this.#server = new ServerWatch(live, clock, () => this.#look());
    this.#server.look();
    live.onChange(() => {
      this.#server.look();
      this.#look();
    });
    loading.then(
      (take) => this.#use(take),
      // The key says so when it is pressed.
      () => undefined,
    );
  }

  /** The recording that plays this pane. A pane that the take does not know stays with its shell. */
  recording(pane: PaneId): RecordedSource | null {
    return this.#groupOf(pane)?.isRecorded === true ? this.#takeOf(pane) : null;
  }

  /** The recording whose run of this step is the one that was seen; null where that is the shell's. */
  playerOf(step: StepId): RecordedSource | null {
    if (this.#playedByTake.has(step)) return this.#take;
    const pane = this.#paneOf.get(step);
    const isIdle = this.#parts.live.step(step).at === "idle";
    return pane !== undefined && isIdle ? this.recording(pane) : null;
  }

  /** Whether nothing on this slide needs the server. */
  get isAllRecorded(): boolean {
    const panes = this.#parts.page.slides[this.#place.slide]?.scenes.map(({ pane }) => pane) ?? [];
    return panes.length > 0 && panes.every((pane) => this.recording(pane) !== null);
  }

  /** The recording, while it plays any pane of the slide; on a slide without panes, while it plays any at all. */
  get takeOnSlide(): RecordedSource | null {
    const panes = this.#parts.page.slides[this.#place.slide]?.scenes.map(({ pane }) => pane) ?? [];
    const isSeen =
      panes.length > 0
        ? panes.some((pane) => this.recording(pane) !== null)
        : this.#server.gone || this.#groups.some(({ isRecorded }) => isRecorded);
    return isSeen ? this.#take : null;
  }

  /** The pane's screen, switched with its group. */
  paneOf(pane: PaneId): SwitchedPane {
    const known = this.#panes.get(pane);
    if (known) return known;
    const made = new SwitchedPane(pane, this.recording(pane) ?? this.#parts.live);
    this.#panes.set(pane, made);
    return made;
  }

  moved(place: Place): void {
    this.#place = place;
    this.#take?.place(place);
    this.#parts.live.place(place);
    this.#look();
  }

  press(step: StepId, key: "next" | "rerun"): Promise<Answer> {
    this.#asked.add(step);
    const pane = this.#paneOf.get(step);
    const group = pane === undefined ? undefined : this.#groupOf(pane);
    if (!group) return this.#parts.live[key](step);
    const inTake = this.#take?.plays(step) ?? false;
    return this.#send(group, { type: "run", at: this.#now(), step, key, inTake });
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  // The presenter's keys.

  asks(pane: PaneId): Trouble | null {
    const state = this.#groupOf(pane)?.state;
    if (state?.at !== "stalled") return null;
    const { trouble } = state;
    // One question is enough, where the step is.
    return trouble.kind === "step" && this.#paneOf.get(trouble.step) !== pane ? null : trouble;
  }

  key(pane: PaneId): void {
    const asking = this.#asking();
    const meant = asking.length > 0 ? asking : this.#groups.filter(({ panes }) => panes.has(pane));
    for (const group of meant) {
      const scene = this.#scene(group);
      const step = stepToTakeOver(scene, this.#asked);
      void this.#send(group, { type: "key", at: this.#now(), step, unfit: unfitness(scene) });
    }
  }

  stayLive(): boolean {
    const asking = this.#asking();
    for (const group of asking) void this.#send(group, { type: "stay", at: this.#now() });
    return asking.length > 0;
  }

  goLive(pane: PaneId): void {
    const group = this.#groupOf(pane);
    if (!group) return;
    void this.#send(group, { type: "back", at: this.#now(), unfit: unfitness(this.#scene(group)) });
  }

  onRefusal(listener: (pane: PaneId, why: Refusal) => void): Disposable {
    this.#refusals.add(listener);
    return { dispose: () => this.#refusals.delete(listener) };
  }

  // What the machines say.

  fetch(group: TargetGroup, step: StepId | null): void {
    void this.#fetched(group, step).then((why) => {
      const at = this.#now();
      return this.#send(group, why === null ? { type: "ready", at } : { type: "lacking", at, why });
    });
  }

  show(group: TargetGroup, by: "shells" | "take"): void {
    const { live } = this.#parts;
    for (const pane of group.panes) {
      const take = this.#takeOf(pane);
      const state = live.pane(pane);
      if (by === "take" && state.at === "open" && state.keyboard) void live.keyboard(pane, false);
      if (by === "take" && take) this.paneOf(pane).toTake(take);
      else this.paneOf(pane).toShell(live);
    }
    live.hold(new Set([...this.#panes.keys()].filter((pane) => this.recording(pane) !== null)));
  }

  run(step: StepId, key: "next" | "rerun"): Promise<Answer> {
    this.#playedByTake.delete(step);
    return this.#parts.live[key](step);
  }

  play(step: StepId): Promise<Answer> {
    this.#playedByTake.add(step);
    return this.#take?.rerun(step) ?? YES;
  }

  finish(step: StepId): Promise<Answer> {
    return this.#take?.moveOn(step) ?? YES;
  }

  tell(group: TargetGroup, why: Refusal): void {
    const [pane] = panesOnSlide(this.#scene(group));
    if (pane === undefined) return;
    for (const listener of this.#refusals) listener(pane, why);
  }

  #use(take: RecordedSource): void {
    this.#take = take;
    take.keep();
    take.place(this.#place);
    take.onChange(() => {
      if (this.#groups.some(({ isRecorded }) => isRecorded)) this.#look();
    });
  }

  async #fetched(group: TargetGroup, step: StepId | null): Promise<Refusal | null> {
    const late = new Promise<Refusal>((resolve) => {
      this.#parts.clock.after(FETCH_WITHIN_MS, () => resolve("damaged"));
    });
    const fetched = this.#parts.loading.then(async (take): Promise<Refusal | null> => {
      const panes = [...group.panes].filter((pane) => take.timeline(pane) !== null);
      if (panes.length === 0 || (step !== null && !take.plays(step))) return "lacksStep";
      await take.prepare(
        panes.filter((pane) => this.paneOf(pane).isOpen),
        step,
      );
      return null;
    });
    return Promise.race([fetched.catch((): Refusal => "damaged"), late]);
  }

  #send(group: TargetGroup, event: UnderstudyEvent): Promise<Answer> {
    this.#performing++;
    try {
      return group.send(event);
    } finally {
      this.#performing--;
      this.#look();
    }
  }

  /** Tells the machines what is new, and everybody else. */
  #look(): void {
    if (this.#performing > 0) return;
    for (const group of this.#groups) {
      this.#lookAtShells(group);
      this.#lookAtTake(group);
    }
    for (const listener of this.#listeners) listener();
  }

  #lookAtShells(group: TargetGroup): void {
    const { live } = this.#parts;
    const scene = this.#scene(group);
    const found = troublesOf(scene);
    const fresh = group.news(found, (key) => this.#stillFailed(key));
    const at = this.#now();
    for (const { trouble, rule } of fresh) {
      const step = stepToTakeOver(scene, this.#asked);
      void this.#send(group, { type: "trouble", at, trouble, rule, step });
    }
    const isHealthy = live.connected && found.every(({ trouble }) => trouble.kind === "step");
    if (isHealthy && group.state.at === "stalled") void group.send({ type: "healthy", at });
  }

  #lookAtTake(group: TargetGroup): void {
    const take = this.#take;
    const { state } = group;
    if (!take || !group.isRecorded) return;
    const at = this.#now();
    const scene = this.#scene(group);
    if (panesOnSlide(scene).some((pane) => take.pane(pane).at === "lost")) {
      const unfit = unfitness(scene);
      if (unfit === null) void this.#send(group, { type: "broken", at, unfit });
      return;
    }
    const over = state.at === "recorded" ? state.playing.filter((step) => !isBusy(take.step(step))) : [];
    for (const step of over) void group.send({ type: "ended", at, step });
  }

  #stillFailed(key: string): boolean {
    return [...this.#paneOf.keys()].some(
      (step) => key === `step ${step}` && this.#parts.live.step(step).at === "failed",
    );
  }

  #asking(): TargetGroup[] {
    return this.#groups.filter(
      (group) => group.state.at === "stalled" && panesOnSlide(this.#scene(group)).length > 0,
    );
  }

  #scene({ panes }: TargetGroup): Scene {
    const { page, live } = this.#parts;
    const playedByTake = this.#playedByTake;
    return { page, live, place: this.#place, panes, serverGone: this.#server.gone, playedByTake };
  }

  #groupOf(pane: PaneId): TargetGroup | undefined {
    return this.#groups.find(({ panes }) => panes.has(pane));
  }

  #takeOf(pane: PaneId): RecordedSource | null {
    return this.#take?.timeline(pane) ? this.#take : null;
  }

  #now(): number {
    return this.#parts.clock.now();
  }
}

const YES: Promise<Answer> = Promise.resolve({ ok: true });
