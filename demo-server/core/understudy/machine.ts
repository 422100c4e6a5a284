/**
 * Who plays the panes of one target: its shells, or the understudy. Pure: time comes in with each event, what is to
 * be done goes out as data.
 *
 *     live ⇄ stalled → called → recorded ⇄ cued → live
 *
 * In `live`, `stalled` and `called` the shells draw the panes, in `cued` and `recorded` the recording does: never both.
 */
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

type Next = [UnderstudyState, UnderstudyEffect[]];

export const live: UnderstudyState = { at: "live" };

/** A key that is pressed twice by mistake must not bring the shells back at once. */
const BOUNCE_MS = 600;

/** What follows `event` in `state`. An event that means nothing in a state leaves it as it is. */
export function next(state: UnderstudyState, event: UnderstudyEvent): Next {
  switch (state.at) {
    case "live":
    case "stalled":
      return whileLive(state, event);
    case "called":
      return whileCalled(state, event);
    case "cued":
      return whileCued(state, event);
    case "recorded":
      return whileRecorded(state, event);
  }
}

/** Whether the recording draws the panes. */
export function isRecorded(state: UnderstudyState): boolean {
  return state.at === "cued" || state.at === "recorded";
}

function whileLive(state: UnderstudyState & { at: "live" | "stalled" }, event: UnderstudyEvent): Next {
  switch (event.type) {
    case "key":
      return call(event.step);
    case "trouble":
      if (event.rule === "auto") return call(event.step);
      return [event.rule === "ask" ? { at: "stalled", trouble: event.trouble } : state, []];
    case "healthy":
      return [state.at === "stalled" && state.trouble.kind !== "step" ? live : state, []];
    case "stay":
      return [live, []];
    case "run":
      // Who goes on has answered the question.
      return [live, [{ do: "run", step: event.step, key: event.key }]];
    case "resumed":
      return [{ at: "cued", since: event.at }, [{ do: "show", by: "take" }]];
    case "ready":
    case "lacking":
    case "broken":
    case "ended":
    case "back":
    case "checked":
      return [state, []];
  }
}

function whileCalled(state: UnderstudyState & { at: "called" }, event: UnderstudyEvent): Next {
  switch (event.type) {
    case "ready":
      if (state.step === null) return [{ at: "cued", since: event.at }, [{ do: "show", by: "take" }]];
      return [
        { at: "recorded", since: event.at, playing: [state.step] },
        [
          { do: "show", by: "take" },
          { do: "play", step: state.step },
        ],
      ];
    case "lacking":
      return [live, [{ do: "tell", why: event.why }]];
    case "stay":
      return [live, []];
    case "run":
      if (event.step === state.step || !event.inTake) return [state, [{ do: "pulse" }]];
      return [{ at: "called", step: event.step }, []];
    case "key":
      return [state, [{ do: "pulse" }]];
    case "trouble":
    case "healthy":
    case "broken":
    case "ended":
    case "back":
    case "checked":
    case "resumed":
      return [state, []];
  }
}

function whileCued(state: UnderstudyState & { at: "cued" }, event: UnderstudyEvent): Next {
  switch (event.type) {
    case "key":
      return event.at - state.since < BOUNCE_MS ? [state, [{ do: "pulse" }]] : askBack(state, event);
    case "back":
      return askBack(state, event);
    case "checked": {
      if (state.checks !== event.step) return [state, []];
      const cued: UnderstudyState = { at: "cued", since: state.since };
      return event.ok ? goBack(cued, event.unfit) : [cued, [{ do: "tell", why: "notReady" }]];
    }
    case "broken":
      return breakOff(state, event.unfit);
    case "run":
      return play(state, [], event);
    case "resumed":
    case "trouble":
    case "healthy":
    case "stay":
    case "ready":
    case "lacking":
    case "ended":
      return [state, []];
  }
}

function whileRecorded(state: UnderstudyState & { at: "recorded" }, event: UnderstudyEvent): Next {
  switch (event.type) {
    case "run":
      if (!state.playing.includes(event.step)) return play(state, state.playing, event);
      return [state, [event.key === "next" ? { do: "finish", step: event.step } : { do: "pulse" }]];
    case "ended": {
      const playing = state.playing.filter((step) => step !== event.step);
      if (playing.length === state.playing.length) return [state, []];
      const { since } = state;
      return [playing.length === 0 ? { at: "cued", since } : { at: "recorded", since, playing }, []];
    }
    case "key":
    case "back":
      return [state, [{ do: "tell", why: "stepPlays" }]];
    case "broken":
      return breakOff(state, event.unfit);
    case "trouble":
    case "healthy":
    case "stay":
    case "ready":
    case "lacking":
    case "checked":
    case "resumed":
      return [state, []];
  }
}

function call(step: StepId | null): Next {
  return [{ at: "called", step }, [{ do: "fetch", step }]];
}

function play(
  state: UnderstudyState & { at: "cued" | "recorded" },
  playing: readonly StepId[],
  { step, inTake }: UnderstudyEvent & { type: "run" },
): Next {
  if (!inTake) return [state, [{ do: "tell", why: "lacksStep" }]];
  return [{ at: "recorded", since: state.since, playing: [...playing, step] }, [{ do: "play", step }]];
}

/** Asked twice, the target is asked once. */
function askBack(
  state: UnderstudyState & { at: "cued" },
  { unfit, check }: UnderstudyEvent & { type: "key" | "back" },
): Next {
  if (state.checks !== undefined) return [state, [{ do: "pulse" }]];
  if (unfit !== null || check === null) return goBack(state, unfit);
  return [{ ...state, checks: check }, [{ do: "check", step: check }]];
}

function goBack(state: UnderstudyState, unfit: Unfit | null): Next {
  if (unfit !== null) return [state, [{ do: "tell", why: unfit }]];
  return [live, [{ do: "show", by: "shells" }]];
}

/** A recording that cannot go on is left only for shells that can. */
function breakOff(state: UnderstudyState, unfit: Unfit | null): Next {
  if (unfit !== null) return [state, []];
  return [
    live,
    [
      { do: "show", by: "shells" },
      { do: "tell", why: "damaged" },
    ],
  ];
}
