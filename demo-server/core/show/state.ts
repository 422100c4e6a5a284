/**
 * What a show looks like at one moment, as the deck that leads it says: enough for every other window (speaker window,
 * remote, audience, a second deck) to follow it. Plain data without any clock: durations count up to when it was told.
 */
import type { PaneId, StepId, WindowId } from "../ids.ts";
import type { Seen } from "../compare/seen.ts";
import type { Failure, Tries } from "../steps/machine.ts";
import type { Trouble } from "../understudy/model.ts";

export interface ShowState {
  /** The deck that leads, and how often it has told before: whoever hears the same twice, or late, knows. */
  readonly leader: WindowId;
  readonly revision: number;
  /** Language of the page that the leading deck shows. */
  readonly language: string;
  readonly place: ShowPlace;
  /** Panes that were shown so far. */
  readonly panes: Readonly<Record<PaneId, ShownPane>>;
  /** Steps that are not idle. */
  readonly steps: Readonly<Record<StepId, ShownStep>>;
  /** What the next-key will do. */
  readonly next: NextPress;
  /** How long the talk has run: from the first move on, unless the presenter stopped it. */
  readonly clock: TalkClock;
  /** What the presenter was told last, while a speaker window or a remote keeps it from the room; not for viewers. */
  readonly notice?: Notice;
}

/** A sentence for the presenter about a pane, in the language of the page. */
export interface Notice {
  /** Counts from 1: the same sentence may be said again. */
  readonly nth: number;
  readonly pane: PaneId;
  readonly says: string;
}

export interface TalkClock {
  readonly ranMs: number;
  readonly runs: boolean;
}

/** Where the deck stands. */
export interface ShowPlace {
  /** Index in `PageDeck.slides`. */
  readonly slide: number;
  /** Index of the fragment that was shown last, as reveal.js counts: -1 before the first. */
  readonly fragment: number;
  /** Steps of this slide that are shown, in order. */
  readonly shown: readonly StepId[];
  /** The screen is black. */
  readonly black: boolean;
}

export interface ShownPane {
  /** Who draws it. */
  readonly by: "shell" | "take";
  /** Of a pane that the take draws and the presenter has moved by hand: where it stands on the take's clock. */
  readonly soughtMs?: number;
  /** As `PaneState.at`. */
  readonly at: "closed" | "opening" | "open" | "unknownHost" | "stalled" | "lost";
  /** The presenter types into it. */
  readonly keyboard: boolean;
  /** Why the presenter is asked whether the understudy shall step in; null when nobody asks. */
  readonly asks: Trouble | null;
}

/** A step that is not idle, and whose run it is that was seen: the shell's, or the take's. */
export type ShownStep = {
  readonly by: "shell" | "take";
  /** How what it printed compares with the understudy; absent where that is not known, and for viewers. */
  readonly seen?: Seen;
} & (
  | { readonly at: "typing"; readonly forMs: number }
  | { readonly at: "running"; readonly forMs: number; readonly tries?: Tries }
  | { readonly at: "done"; readonly status: number | null; readonly ms: number }
  | { readonly at: "failed"; readonly why: Failure; readonly ms: number }
);

export type NextPress =
  /** Type and run this step, or finish its typing, or wait for it. */
  | { readonly will: "run" | "finishTyping" | "wait"; readonly step: StepId }
  /** Show what this step, which was started before, has done so far: nothing runs. */
  | { readonly will: "reveal"; readonly step: StepId }
  /** Show the next fragment of this slide. */
  | { readonly will: "fragment" }
  | { readonly will: "slide"; readonly slide: number }
  | { readonly will: "end" };
