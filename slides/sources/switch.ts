import type { Seen } from "#core/compare/seen.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer, PaneState, Size } from "#core/protocol/messages.ts";
import { isBusy, type StepState } from "#core/steps/machine.ts";
import type {
  ClusterFeed,
  Disposable,
  LiveSource,
  Place,
  RecordedSource,
  Reveals,
  Screen,
  Source,
  Understudy,
} from "./source.ts";
import { SwitchedCluster } from "./cluster/switched-cluster.ts";
import { Casting, type CastingParts } from "./understudy/casting.ts";

/**
 * Shells with an understudy: both sources behind one. Which of them plays a pane, the machine of `core/understudy` says
 * for each target, in this window and without the server. All is live while the take is loading, or if that fails.
 */
export function withUnderstudy(parts: CastingParts): Source {
  return new Switch(parts.live, new Casting(parts));
}

class Switch implements Source {
  readonly cluster: ClusterFeed | null;
  readonly #live: LiveSource;
  readonly #casting: Casting;

  constructor(live: LiveSource, casting: Casting) {
    this.#live = live;
    this.#casting = casting;
    this.cluster =
      live.cluster &&
      new SwitchedCluster(
        live.cluster,
        () => casting.takeOnSlide?.cluster ?? null,
        (look) => casting.onChange(look),
      );
  }

  /** Of panes that the shells draw: the others are not drawn there. */
  get reveals(): Reveals | null {
    return this.#live.reveals;
  }

  get understudy(): Understudy {
    return this.#casting.hand;
  }

  recording(pane: PaneId): RecordedSource | null {
    return this.#casting.recording(pane);
  }

  show(pane: PaneId, screen: Screen): Disposable {
    return this.#casting.paneOf(pane).show(screen);
  }

  place(place: Place): void {
    this.#casting.moved(place);
  }

  next(step: StepId): Promise<Answer> {
    return this.#casting.press(step, "next");
  }

  rerun(step: StepId): Promise<Answer> {
    return this.#casting.press(step, "rerun");
  }

  moveOn(step: StepId): Promise<Answer> {
    return (this.#casting.playerOf(step) ?? this.#live).moveOn(step);
  }

  clear(pane: PaneId): Promise<Answer> {
    return this.#player(pane).clear(pane);
  }

  /** Behind a recording the shell is opened again too: that is the way back to live. */
  reopen(pane: PaneId): Promise<Answer> {
    return this.#live.reopen(pane);
  }

  acceptHost(pane: PaneId, fingerprint: string): Promise<Answer> {
    return this.#live.acceptHost(pane, fingerprint);
  }

  keyboard(pane: PaneId, taken: boolean): Promise<Answer> {
    return (taken ? this.#player(pane) : this.#live).keyboard(pane, taken);
  }

  input(pane: PaneId, data: string): void {
    this.#player(pane).input(pane, data);
  }

  resize(pane: PaneId, size: Size): void {
    this.#casting.paneOf(pane).wish(size);
    this.#player(pane).resize(pane, size);
  }

  step(step: StepId): StepState {
    const take = this.#casting.playerOf(step);
    const state = (take ?? this.#live).step(step);
    // The clocks of server and window differ.
    return take && isBusy(state) ? { ...state, since: state.since + this.now() - take.now() } : state;
  }

  playedBy(step: StepId): "shell" | "take" {
    return this.#casting.playerOf(step) ? "take" : "shell";
  }

  seen(step: StepId): Seen | null {
    return this.#casting.playerOf(step) ? null : this.#live.seen(step);
  }

  pane(pane: PaneId): PaneState {
    return this.#player(pane).pane(pane);
  }

  now(): number {
    return this.#live.now();
  }

  onChange(listener: () => void): Disposable {
    return this.#casting.onChange(listener);
  }

  /** Nobody waits for the server while everything on the slide is recorded. */
  get connected(): boolean {
    return this.#live.connected || this.#casting.isAllRecorded;
  }

  #player(pane: PaneId): Source {
    return this.recording(pane) ?? this.#live;
  }
}
