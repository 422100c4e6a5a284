import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer, PaneState } from "#core/protocol/messages.ts";
import type { ShownPane } from "#core/show/state.ts";
import { idle, type StepState } from "#core/steps/machine.ts";
import { sentence } from "#core/sentences.ts";
import type { Clock } from "../playback/performance.ts";
import type { ClusterFeed, Disposable, Place, RecordedSource, Screen, Source } from "../source.ts";
import { SwitchedPane } from "../understudy/switched-pane.ts";
import type { AudienceFeed } from "./feed.ts";
import { paneStateOf, stepStateOf } from "./state-of.ts";
import { TakeFollower } from "./take-follower.ts";

const WATCHES: Answer = { ok: false, why: sentence("onlyWatches") };

export interface FollowParts {
  readonly page: PageDeck;
  readonly feed: AudienceFeed;
  /** Settles when the understudy's table of contents is there; null where the talk has none. */
  readonly loading: Promise<RecordedSource> | null;
  readonly clock: Clock;
}

/**
 * What a viewer's panes show: what the shells print, as it comes, and what the deck that leads plays from the take,
 * played here. It runs nothing: its keys are refused.
 */
export class FollowSource implements Source {
  readonly understudy = null;
  readonly reveals = null;
  readonly #page: PageDeck;
  readonly #feed: AudienceFeed;
  readonly #clock: Clock;
  readonly #panes = new Map<PaneId, SwitchedPane>();
  readonly #listeners = new Set<() => void>();
  #take: RecordedSource | null = null;
  #follower: TakeFollower | null = null;
  /** Where the viewer looks around; null while they follow. */
  #around: Place | null = null;

  constructor({ page, feed, loading, clock }: FollowParts) {
    this.#page = page;
    this.#feed = feed;
    this.#clock = clock;
    feed.onChange(() => this.#follow());
    loading?.then(
      (take) => this.#use(take),
      // Panes that the take should play stay as they are; what the shells print is still shown.
      () => undefined,
    );
  }

  get connected(): boolean {
    return this.#feed.connected;
  }

  /** The take's, where it plays a pane of the slide, as on the deck that leads. */
  get cluster(): ClusterFeed | null {
    const { heard, cluster } = this.#feed;
    const slide = (this.#around ?? heard?.show.place)?.slide ?? 0;
    const scenes = this.#page.slides[slide]?.scenes.map(({ pane }) => pane) ?? [];
    const panes = scenes.length > 0 ? scenes : (Object.keys(heard?.show.panes ?? {}) as PaneId[]);
    const isRecorded = !this.#page.live || panes.some((pane) => this.recording(pane) !== null);
    return isRecorded ? (this.#take?.cluster ?? cluster) : cluster;
  }

  recording(pane: PaneId): RecordedSource | null {
    const by = this.#shown(pane)?.by ?? (this.#page.live ? "shell" : "take");
    return by === "take" && this.#take?.timeline(pane) ? this.#take : null;
  }

  show(pane: PaneId, screen: Screen): Disposable {
    const known = this.#panes.get(pane) ?? new SwitchedPane(pane, this.recording(pane) ?? this.#feed);
    this.#panes.set(pane, known);
    return known.show(screen);
  }

  /** The viewer looks at another place than the talk's, or, with null, follows again. Nothing is run, or sent. */
  lookAround(place: Place | null): void {
    this.#around = place;
    if (place) this.#follower?.look(place);
    this.#follow();
  }

  place(): void {
    // The talk is where the deck that leads stands.
  }

  next(): Promise<Answer> {
    return Promise.resolve(WATCHES);
  }

  rerun(): Promise<Answer> {
    return this.next();
  }

  moveOn(): Promise<Answer> {
    return this.next();
  }

  clear(): Promise<Answer> {
    return this.next();
  }

  reopen(): Promise<Answer> {
    return this.next();
  }

  acceptHost(): Promise<Answer> {
    return this.next();
  }

  keyboard(): Promise<Answer> {
    return this.next();
  }

  input(): void {
    // Refused with the keyboard.
  }

  resize(): void {
    // The stage's size holds.
  }

  step(step: StepId): StepState {
    const { heard } = this.#feed;
    const shown = heard?.show.steps[step];
    return heard && shown ? stepStateOf(shown, heard.at) : idle;
  }

  playedBy(step: StepId): "shell" | "take" {
    return this.#feed.heard?.show.steps[step]?.by ?? (this.#page.live ? "shell" : "take");
  }

  seen(): null {
    return null;
  }

  pane(pane: PaneId): PaneState {
    return this.recording(pane)?.pane(pane) ?? paneStateOf(this.#shown(pane));
  }

  now(): number {
    return this.#clock.now();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #use(take: RecordedSource): void {
    this.#take = take;
    this.#follower = new TakeFollower(take);
    if (this.#around) this.#follower.look(this.#around);
    take.onChange(() => this.#tell());
    this.#follow();
  }

  #follow(): void {
    for (const [pane, switched] of this.#panes) {
      const take = this.recording(pane);
      if (take) switched.toTake(take);
      else switched.toShell(this.#feed);
    }
    const { heard } = this.#feed;
    if (heard && !this.#around) this.#follower?.follow(heard);
    this.#tell();
  }

  #shown(pane: PaneId): ShownPane | undefined {
    return this.#feed.heard?.show.panes[pane];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
