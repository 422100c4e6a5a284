/**
 * Who plays the panes of one target: its shells, or the understudy. Pure: time comes in with each event, what is to
 * be done goes out as data.
 *
 *     live ⇄ stalled → called → recorded ⇄ cued → live
 *
 * In `live`, `stalled` and `called` the shells draw the panes, in `cued` and `recorded` the recording does: never both.
 */
import type { StepId } from "../ids.ts";
import type { UnderstudyEffect, UnderstudyEvent, UnderstudyState, Unfit } from "./model.ts";

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
