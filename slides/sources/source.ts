import type { Cluster, ClusterChange } from "#core/cluster/model.ts";
import type { Seen } from "#core/compare/seen.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer, PaneState, Size } from "#core/protocol/messages.ts";
import type { BusyStep, StepState } from "#core/steps/machine.ts";
import type { Refusal, Trouble } from "#core/understudy/model.ts";

/** The part of an xterm.js terminal that a source draws on. */
export interface Screen {
  readonly cols: number;
  readonly rows: number;
  write(data: string, drawn?: () => void): void;
  reset(): void;
  resize(cols: number, rows: number): void;
}

export interface Disposable {
  dispose(): void;
}

/** Where the deck stands. */
export interface Place {
  /** Index in `PageDeck.slides`. */
  readonly slide: number;
  /** Steps of this slide whose fragment is visible, in order. */
  readonly shown: readonly StepId[];
}

/**
 * What brings a talk's panes to life: the server (`live.ts`), a take (`recorded.ts`), or the server with a take as its
 * understudy (`switch.ts`). All take the same keys, so the deck does not know which one it has.
 */
export interface Source {
  /** The recording that plays this pane at this moment; null while it is live. It may change with `onChange`. */
  recording(pane: PaneId): RecordedSource | null;
  /** What can step in for the shells; null where nothing can. */
  readonly understudy: Understudy | null;

  /** What the map draws at this moment: live, or as it was where the panes of the shown slide stand in the take. */
  readonly cluster: ClusterFeed | null;

  /** Shows background steps that come to light; null where none runs unseen. */
  readonly reveals: Reveals | null;

  /** Draws the pane on this screen from now on. One screen a pane; a later call takes the place of the earlier. */
  show(pane: PaneId, screen: Screen): Disposable;

  /**
   * The deck has moved. A live source only starts what begins here and cleans up what was left;
   * a recorded one shows each pane exactly as it was at that moment. Moving never runs a step.
   */
  place(place: Place): void;

  /** The next-key on a step: run it; complete its typing; or, while it runs, nothing but a pulse. */
  next(step: StepId): Promise<Answer>;
  rerun(step: StepId): Promise<Answer>;
  /** Go on without waiting: live, the step keeps running; recorded, it is finished at once. */
  moveOn(step: StepId): Promise<Answer>;
  clear(pane: PaneId): Promise<Answer>;
  reopen(pane: PaneId): Promise<Answer>;
  acceptHost(pane: PaneId, fingerprint: string): Promise<Answer>;
  /** The presenter takes the keyboard of a pane, or gives it back. Refused where nothing can be typed. */
  keyboard(pane: PaneId, taken: boolean): Promise<Answer>;
  input(pane: PaneId, data: string): void;
  /** The size the window would like, for panes whose size is `auto`. */
  resize(pane: PaneId, size: Size): void;

  step(step: StepId): StepState;
  /** Whose run of this step is the one that is seen: the shell's, or the take's. */
  playedBy(step: StepId): "shell" | "take";
  /** How what the step printed compares with the understudy; null where that is not known. */
  seen(step: StepId): Seen | null;
  pane(pane: PaneId): PaneState;
  /** The clock of the `since` in step states; it may not be this window's. */
  now(): number;
  /** Called after any step or pane changed its state. */
  onChange(listener: () => void): Disposable;
  /** Whether the server is heard; a recorded source is always connected. */
  readonly connected: boolean;
}

/** Background steps that have begun, whose place has come. */
export interface Reveals {
  /** The step's fragment came to light: what it has printed so far is shown in a few seconds. Runs nothing. */
  reveal(step: StepId): void;
  isRevealing(step: StepId): boolean;
  /** Shows how it stands, at once. */
  finish(step: StepId): void;
}

/** The cluster as it changes. */
export interface ClusterFeed {
  readonly cluster: Cluster;
  /** Whether it comes from a take. */
  readonly recorded: boolean;
  /** The clock of the times in the cluster. */
  now(): number;
  /** Called after changes were applied; with null where all may be otherwise: nothing moved, the moment is another. */
  onChange(listener: (changes: readonly ClusterChange[] | null) => void): Disposable;
}

/** A source with shells behind it. */
export interface LiveSource extends Source {
  /** Panes that are not to run anything because the deck moves, until this is called again. */
  hold(panes: ReadonlySet<PaneId>): void;
  /** Runs a step that was not run well in its shell, without a rhythm. Refused where the shell is busy. */
  catchUp(step: StepId): Promise<Answer>;
  /** Says that a step is not to be tried again. */
  giveUp(step: StepId): Promise<Answer>;
  /** Asks the step's target whether it is where the step leaves it. */
  check(step: StepId): Promise<Answer>;
}

/** The presenter's hand on the understudy. A key on one pane means all panes of its target. */
export interface Understudy {
  /** Why the presenter is asked whether it shall step in for this pane; null when nobody asks. */
  asks(pane: PaneId): Trouble | null;
  /** The understudy-key: steps in where it is asked for on this slide, else for this pane; or goes back to live. */
  key(pane: PaneId): void;
  /** Answers the question with no. False where nothing was asked. */
  stayLive(): boolean;
  goLive(pane: PaneId): void;
  /** Runs in the shells of this pane's target, behind the recording, what only the recording has played. */
  catchUp(pane: PaneId): void;
  /** How many steps are still run behind the recording to catch up; 0 while nothing is. */
  behind(pane: PaneId): number;
  /** Goes on as another deck of this show stood: these panes are recorded, and these steps were the recording's. */
  resume(panes: readonly PaneId[], steps: readonly StepId[]): void;
  /** The demo is back at its start: nothing was played or asked for, and the shells draw again. */
  beginAgain(): void;
  /** Hears why something was not done, for the presenter. */
  onRefusal(listener: (pane: PaneId, why: Refusal | CaughtUp) => void): Disposable;
}

/** How catching up has ended. */
export type CaughtUp = "nothingSkipped" | "caughtUp" | "catchUpFailed";

/** What a recorded source has besides: a position on the take's clock for each pane. */
export interface RecordedSource extends Source {
  readonly about: {
    /** ISO 8601, or "" where the talk has no recording. */
    readonly recordedAt: string;
    readonly recordedOn: string;
  };
  /** Whether there is a run of this step to play. */
  plays(step: StepId): boolean;
  /**
   * Loads what these panes show first: before `step`, where one is named, else where the deck stands.
   * Rejects with a sentence when that cannot be had.
   */
  prepare(panes: readonly PaneId[], step: StepId | null): Promise<void>;
  /** Plays a step that is on its way elsewhere, from where it is by now; its `since` is on the clock of `now`. */
  join(step: StepId, onItsWay: BusyStep): void;
  /** Fetches the take quietly, so that it plays on without its server. */
  keep(): void;
  /** What the pane's scrubber shows; null where the take has nothing of this pane. */
  timeline(pane: PaneId): PaneTimeline | null;
  /** Where the presenter has moved the pane by hand, on the take's clock; null while it stands where the deck does. */
  soughtMs(pane: PaneId): number | null;
  /** Shows the pane as it was at `ms`; resolves when that is drawn. */
  seek(pane: PaneId, ms: number): Promise<void>;
}

export interface PaneTimeline {
  readonly durationMs: number;
  readonly positionMs: number;
  readonly playing: boolean;
  readonly steps: readonly {
    readonly step: StepId;
    readonly startMs: number;
    readonly endMs: number;
    readonly failed: boolean;
  }[];
}
