/** What the machine of `machine.ts` says: who plays the panes of one target, what it hears and what it has done. */
import type { OnFail } from "../deck/model.ts";
import type { StepId } from "../ids.ts";
import type { Failure } from "../steps/machine.ts";

export type UnderstudyState =
  | { readonly at: "live" }
  /** The presenter is asked whether the understudy shall step in. */
  | { readonly at: "stalled"; readonly trouble: Trouble }
  /** The recording is fetched, to begin with `step`, or, where that is null, to stand where the deck does. */
  | { readonly at: "called"; readonly step: StepId | null }
  /**
   * The recording, on the screen since then, stands between two steps. Named while it is waited for: the step whose
   * check must succeed before the shells come back.
   */
  | { readonly at: "cued"; readonly since: number; readonly checks?: StepId }
  /** The recording, on the screen since then, plays these steps; never empty. */
  | { readonly at: "recorded"; readonly since: number; readonly playing: readonly StepId[] };

/** Why the understudy may have to step in. */
export type Trouble =
  | { readonly kind: "step"; readonly step: StepId; readonly why: Failure }
  /** The target does not answer; it may come back. */
  | { readonly kind: "silent" }
  | { readonly kind: "lost" }
  | { readonly kind: "server" };

/** Why the shells cannot go on playing at this moment. */
export type Unfit = "serverGone" | "paneNotOpen" | "liveStepRuns";

/** Why something that was asked for is not done. */
export type Refusal = "noTake" | "damaged" | "lacksStep" | "stepPlays" | "notReady" | Unfit;

export type UnderstudyEvent =
  /** The understudy-key. `step` is the one to take over; between two steps the same key goes back to live. */
  | {
      readonly type: "key";
      readonly at: number;
      readonly step: StepId | null;
      readonly unfit: Unfit | null;
      readonly check: StepId | null;
    }
  /** Something failed; `rule` is what the step at hand says about it. */
  | {
      readonly type: "trouble";
      readonly at: number;
      readonly trouble: Trouble;
      readonly rule: OnFail;
      readonly step: StepId | null;
    }
  /** Target and server are heard again. */
  | { readonly type: "healthy"; readonly at: number }
  /** The presenter stays live. */
  | { readonly type: "stay"; readonly at: number }
  /** The recording is there. */
  | { readonly type: "ready"; readonly at: number }
  /** The recording cannot begin. */
  | { readonly type: "lacking"; readonly at: number; readonly why: Refusal }
  /** A part of the recording is missing in mid-play. */
  | { readonly type: "broken"; readonly at: number; readonly unfit: Unfit | null }
  /** The next-key or the rerun-key on a step. */
  | {
      readonly type: "run";
      readonly at: number;
      readonly step: StepId;
      readonly key: "next" | "rerun";
      readonly inTake: boolean;
    }
  /** A recorded step has come to its end. */
  | { readonly type: "ended"; readonly at: number; readonly step: StepId }
  /** Back to live is asked for; `check` is the step whose target has to be asked first. */
  | {
      readonly type: "back";
      readonly at: number;
      readonly unfit: Unfit | null;
      readonly check: StepId | null;
    }
  /** The target was asked. */
  | {
      readonly type: "checked";
      readonly at: number;
      readonly step: StepId;
      readonly ok: boolean;
      readonly unfit: Unfit | null;
    }
  /** The recording drew the panes before this window was loaded again, and is there. */
  | { readonly type: "resumed"; readonly at: number };

export type UnderstudyEffect =
  /** Fetch what is needed to begin with `step`; answered by `ready` or `lacking`. */
  | { readonly do: "fetch"; readonly step: StepId | null }
  /** Who draws the panes from now on. */
  | { readonly do: "show"; readonly by: "shells" | "take" }
  /** Run a step in its shell. */
  | { readonly do: "run"; readonly step: StepId; readonly key: "next" | "rerun" }
  /** Play a step of the recording from its start. */
  | { readonly do: "play"; readonly step: StepId }
  /** Show the end of a step that plays. */
  | { readonly do: "finish"; readonly step: StepId }
  /** Ask the step's target whether it is where the step leaves it; answered by `checked`. */
  | { readonly do: "check"; readonly step: StepId }
  | { readonly do: "tell"; readonly why: Refusal }
  /** Show that the key was seen, and that it changes nothing. */
  | { readonly do: "pulse" };
