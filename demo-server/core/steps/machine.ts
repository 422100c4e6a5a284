/**
 * The life of one step on a live pane. Pure: time comes in with each event, what is to be done goes out as data.
 *
 *     idle → typing → running → done | failed
 */

export type StepState =
  | { readonly at: "idle" }
  | { readonly at: "typing"; readonly since: number }
  /** The command line was sent; `since` is when Enter was pressed. */
  | { readonly at: "running"; readonly since: number }
  | { readonly at: "done"; readonly status: number | null; readonly ms: number }
  | { readonly at: "failed"; readonly why: Failure; readonly ms: number };

export type Failure =
  | { readonly kind: "exit"; readonly status: number }
  | { readonly kind: "timeout"; readonly afterMs: number }
  /** `what` is the expectation in words: `did not print "active"`. */
  | { readonly kind: "expectation"; readonly what: string }
  | { readonly kind: "lost"; readonly reason: string }
  | { readonly kind: "cancelled" };

export type StepEvent =
  /** The next-key. */
  | { readonly type: "next"; readonly at: number }
  /** The rerun-key. */
  | { readonly type: "rerun"; readonly at: number }
  /** The last character was typed by the rhythm. */
  | { readonly type: "typed"; readonly at: number }
  /** The shell said that the command ended; null where it gave no status. */
  | {
      readonly type: "ended";
      readonly at: number;
      readonly status: number | null;
      readonly unmet: string | null;
    }
  /** Printed what it must not. */
  | { readonly type: "forbidden"; readonly at: number; readonly what: string }
  | { readonly type: "timeout"; readonly at: number }
  | { readonly type: "lost"; readonly at: number; readonly reason: string }
  | { readonly type: "cancel"; readonly at: number };

export type StepEffect =
  /** Begin to type the step's lines in its rhythm. */
  | { readonly do: "type" }
  /** Type the rest at once. */
  | { readonly do: "finishTyping" }
  | { readonly do: "startTimeout"; readonly ms: number }
  | { readonly do: "stopTimeout" }
  /** Show that the key was seen and that nothing will run twice. */
  | { readonly do: "pulse" };

export interface StepRules {
  readonly exit: number | "any";
  readonly timeoutMs: number;
}

export const idle: StepState = { at: "idle" };

/** What follows `event` in `state`. An event that means nothing in a state leaves it as it is. */
export function next(state: StepState, event: StepEvent, rules: StepRules): [StepState, StepEffect[]] {
  switch (state.at) {
    case "idle":
      return event.type === "next" || event.type === "rerun" ? begin(event.at) : [state, []];
    case "typing":
      return whileTyping(state, event, rules);
    case "running":
      return whileRunning(state, event, rules);
    case "done":
    case "failed":
      if (event.type === "rerun") return begin(event.at);
      return [state, event.type === "next" ? [{ do: "pulse" }] : []];
  }
}

/** Whether a step holds its pane: nothing else may be typed into it. */
export function isBusy(state: StepState): state is StepState & { readonly at: "typing" | "running" } {
  return state.at === "typing" || state.at === "running";
}

function begin(at: number): [StepState, StepEffect[]] {
  return [{ at: "typing", since: at }, [{ do: "type" }]];
}

function whileTyping(
  state: StepState & { at: "typing" },
  event: StepEvent,
  rules: StepRules,
): [StepState, StepEffect[]] {
  switch (event.type) {
    case "next":
      return [state, [{ do: "finishTyping" }]];
    case "typed":
      return [{ at: "running", since: event.at }, [{ do: "startTimeout", ms: rules.timeoutMs }]];
    case "lost":
      return fail({ kind: "lost", reason: event.reason }, state.since, event.at);
    case "cancel":
      return fail({ kind: "cancelled" }, state.since, event.at);
    case "rerun":
      return [state, [{ do: "pulse" }]];
    case "ended":
    case "forbidden":
    case "timeout":
      return [state, []];
  }
}

function whileRunning(
  state: StepState & { at: "running" },
  event: StepEvent,
  rules: StepRules,
): [StepState, StepEffect[]] {
  switch (event.type) {
    case "next":
    case "rerun":
      return [state, [{ do: "pulse" }]];
    case "ended":
      return end(state.since, event, rules);
    case "forbidden":
      return fail({ kind: "expectation", what: event.what }, state.since, event.at);
    case "timeout":
      return fail({ kind: "timeout", afterMs: event.at - state.since }, state.since, event.at);
    case "lost":
      return fail({ kind: "lost", reason: event.reason }, state.since, event.at);
    case "cancel":
      return fail({ kind: "cancelled" }, state.since, event.at);
    case "typed":
      return [state, []];
  }
}

function end(
  since: number,
  event: StepEvent & { type: "ended" },
  rules: StepRules,
): [StepState, StepEffect[]] {
  const { status, unmet, at } = event;
  if (status !== null && rules.exit !== "any" && status !== rules.exit) {
    return fail({ kind: "exit", status }, since, at);
  }
  if (unmet !== null) return fail({ kind: "expectation", what: unmet }, since, at);
  return [{ at: "done", status, ms: at - since }, [{ do: "stopTimeout" }]];
}

function fail(why: Failure, since: number, at: number): [StepState, StepEffect[]] {
  return [{ at: "failed", why, ms: at - since }, [{ do: "stopTimeout" }]];
}
