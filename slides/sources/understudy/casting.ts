import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Refusal, UnderstudyEvent } from "#core/understudy/model.ts";
import type { Clock } from "../playback/performance.ts";
import type { Disposable, LiveSource, Place, RecordedSource } from "../source.ts";
import { fetchTake } from "./fetch-take.ts";
import { lookAt } from "./lookout.ts";
import type { Memory } from "./memory.ts";
import { PresentersHand } from "./presenters-hand.ts";
import type { Scene } from "./scene-facts.ts";
import { ServerWatch } from "./server-watch.ts";
import { SwitchedPane } from "./switched-pane.ts";
import { groupsOf, type Stagehand, type TargetGroup } from "./target-group.ts";

export interface CastingParts {
  readonly page: PageDeck;
  readonly live: LiveSource;
  /** Settles when the recording's table of contents is there. */
  readonly loading: Promise<RecordedSource>;
  readonly clock: Clock;
  readonly memory: Memory;
}

/** Who plays each pane at each moment, shell or recording: watches the shells, and does what the machines say. */
export class Casting implements Stagehand {
  readonly hand: PresentersHand;
  readonly #parts: CastingParts;
  readonly #server: ServerWatch;
  readonly #groups: readonly TargetGroup[];
  readonly #panes = new Map<PaneId, SwitchedPane>();
  readonly #paneOf: ReadonlyMap<StepId, PaneId>;
  /** Steps that were asked for in this window. */
  readonly #asked: Set<StepId>;
  /** Steps whose last run was the recording's. */
  readonly #playedByTake: Set<StepId>;
  /** Those of them that the shells have run since: theirs again when the shells draw. */
  readonly #caughtUp = new Set<StepId>();
  readonly #listeners = new Set<() => void>();
  /** Panes that the recording is to draw as soon as it is there. */
  #resumes: readonly PaneId[];
  #take: RecordedSource | null = null;
  #place: Place = { slide: 0, shown: [] };
  /** While effects are performed, what the sources say is half changed. */
  #performing = 0;

  constructor(parts: CastingParts) {
    const { page, live, loading, clock, memory } = parts;
    this.#parts = parts;
    this.#asked = new Set(memory.remembered.asked);
    this.#playedByTake = new Set(memory.remembered.playedByTake);
    this.#resumes = memory.remembered.recorded;
    this.#paneOf = new Map(stepsOf(page).map(({ id, pane }) => [id, pane]));
    this.#groups = groupsOf(page, this);
    this.hand = new PresentersHand({
      groups: this.#groups,
      live,
      now: () => clock.now(),
      scene: (group) => this.#scene(group),
      asked: this.#asked,
      send: (group, event) => void this.#send(group, event),
      resume: (panes, steps) => this.#goOn(panes, steps),
      forget: () => {
        for (const steps of [this.#asked, this.#playedByTake, this.#caughtUp]) steps.clear();
      },
      caughtUp: (step) => this.#caughtUp.add(step),
      changed: () => this.#look(),
    });
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

  // What the machines say.

  fetch(group: TargetGroup, step: StepId | null): void {
    const { panes } = group;
    const wanted = { panes, step, isOpen: (pane: PaneId) => this.paneOf(pane).isOpen };
    void fetchTake(this.#parts.loading, wanted, this.#parts.clock).then((why) => {
      const at = this.#now();
      return this.#send(group, why === null ? { type: "ready", at } : { type: "lacking", at, why });
    });
  }

  show(group: TargetGroup, by: "shells" | "take"): void {
    const { live } = this.#parts;
    if (by === "shells") {
      for (const step of this.#caughtUp) if (group.steps.includes(step)) this.#playedByTake.delete(step);
    }
    for (const pane of group.panes) {
      const take = this.#takeOf(pane);
      const state = live.pane(pane);
      if (by === "take" && state.at === "open" && state.keyboard) void live.keyboard(pane, false);
      if (by === "take" && take) this.paneOf(pane).toTake(take);
      else this.paneOf(pane).toShell(live);
    }
    live.hold(new Set([...this.#allPanes()].filter((pane) => this.recording(pane) !== null)));
  }

  run(step: StepId, key: "next" | "rerun"): Promise<Answer> {
    this.#playedByTake.delete(step);
    return this.#parts.live[key](step);
  }

  play(step: StepId): Promise<Answer> {
    this.#playedByTake.add(step);
    this.#caughtUp.delete(step);
    return this.#take?.rerun(step) ?? YES;
  }

  finish(step: StepId): Promise<Answer> {
    return this.#take?.moveOn(step) ?? YES;
  }

  check(group: TargetGroup, step: StepId): void {
    void this.#parts.live.check(step).then(({ ok }) => {
      const unfit = this.hand.unfitness(group);
      void this.#send(group, { type: "checked", at: this.#now(), step, ok, unfit });
    });
  }

  tell(group: TargetGroup, why: Refusal): void {
    this.hand.tell(group, why);
  }

  #use(take: RecordedSource): void {
    this.#take = take;
    take.keep();
    take.place(this.#place);
    take.onChange(() => {
      if (this.#groups.some(({ isRecorded }) => isRecorded)) this.#look();
    });
    this.#resume();
  }

  #goOn(panes: readonly PaneId[], steps: readonly StepId[]): void {
    for (const step of steps) this.#playedByTake.add(step);
    this.#resumes = panes;
    if (this.#take) this.#resume();
  }

  #resume(): void {
    const panes = this.#resumes;
    this.#resumes = [];
    for (const group of this.#groups) {
      if (!panes.some((pane) => group.panes.has(pane) && this.#takeOf(pane))) continue;
      void this.#send(group, { type: "resumed", at: this.#now() });
    }
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
      lookAt(group, {
        live: this.#parts.live,
        take: this.#take,
        scene: this.#scene(group),
        asked: this.#asked,
        at: this.#now(),
        tell: (event) => void this.#send(group, event),
      });
    }
    this.#remember();
    for (const listener of this.#listeners) listener();
  }

  #remember(): void {
    // Before it is there, what was remembered is still to come.
    if (!this.#take) return;
    this.#parts.memory.keep({
      recorded: [...this.#allPanes()].filter((pane) => this.recording(pane) !== null),
      asked: [...this.#asked],
      playedByTake: [...this.#playedByTake],
    });
  }

  #allPanes(): Iterable<PaneId> {
    return this.#groups.flatMap(({ panes }) => [...panes]);
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
