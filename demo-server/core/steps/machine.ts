/**
 * The life of one step on a live pane. Pure: time comes in with each event, what is to be done goes out as data.
 *
 *     idle → typing → running → done | failed
 *                       ↺ again, while it may be retried
 */
import type { Expectation, Retry } from "../deck/model.ts";
import type { Sentence } from "../said.ts";

export type StepState =
  | { readonly at: "idle" }
  | { readonly at: "typing"; readonly since: number }
  /** The command line was sent; `since` is when Enter was pressed first. */
  | { readonly at: "running"; readonly since: number; readonly tries?: Tries }
  | { readonly at: "done"; readonly status: number | null; readonly ms: number }
  | { readonly at: "failed"; readonly why: Failure; readonly ms: number };

/** Of a step that is run again until it is good. */
export interface Tries {
  /** The run that goes on, or went on last, from 1. */
  readonly run: number;
  readonly of: number;
  /** Why that one was not good, while the next is waited for; null while it goes on. */
  readonly waits: Failure | null;
}

/** A step on its way. */
export type BusyStep = StepState & { readonly at: "typing" | "running" };

export type Failure =
  | { readonly kind: "exit"; readonly status: number }
  | { readonly kind: "timeout"; readonly afterMs: number }
  | { readonly kind: "expectation"; readonly unmet: Unmet }
  | { readonly kind: "lost"; readonly reason: Sentence }
  | { readonly kind: "cancelled" }
  /** Only its English words are known, from a take of an older kuroko. */
  | { readonly kind: "told"; readonly says: string };

/** An expectation that was not met: it did not come, or it came and was forbidden (`not`). */
export interface Unmet {
  readonly expected: Expectation;
  /** What is at the path of a JSON wish instead; null where nothing is, and of other expectations. */
  readonly instead: string | null;
}

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
      readonly unmet: Unmet | null;
    }
  /** Of a program that does not end: it has drawn what it should, and nothing new for a while. */
  | { readonly type: "settled"; readonly at: number }
  /** It is not to be run again: somebody else plays it by now. */
  | { readonly type: "giveUp"; readonly at: number }
  /** Printed what it must not. */
  | { readonly type: "forbidden"; readonly at: number; readonly unmet: Unmet }
  | { readonly type: "timeout"; readonly at: number }
  | { readonly type: "lost"; readonly at: number; readonly reason: Sentence }
  | { readonly type: "cancel"; readonly at: number };

export type StepEffect =
  /** Begin to type the step's lines in its rhythm. */
  | { readonly do: "type" }
  /** Type the rest at once. */
  | { readonly do: "finishTyping" }
  /** Type all of it again at once, after this long, when the prompt is back. */
  | { readonly do: "again"; readonly afterMs: number }
  | { readonly do: "startTimeout"; readonly ms: number }
  | { readonly do: "stopTimeout" }
  /** Show that the key was seen and that nothing will run twice. */
  | { readonly do: "pulse" };

export interface StepRules {
  readonly exit: number | "any";
  readonly timeoutMs: number;
  readonly retry?: Retry;
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
export function isBusy(state: StepState): state is BusyStep {
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
    case "typed": {
      const tries = rules.retry ? { tries: { run: 1, of: rules.retry.times + 1, waits: null } } : {};
      return [{ at: "running", since: event.at, ...tries }, [{ do: "startTimeout", ms: rules.timeoutMs }]];
    }
    case "lost":
      return fail({ kind: "lost", reason: event.reason }, state.since, event.at);
    case "cancel":
      return fail({ kind: "cancelled" }, state.since, event.at);
    case "rerun":
      return [state, [{ do: "pulse" }]];
    case "ended":
    case "settled":
    case "giveUp":
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
    case "typed":
      return enterAgain(state, rules);
    case "ended":
      return state.tries?.waits ? [state, []] : end(state, event, rules);
    case "settled":
      return [{ at: "done", status: null, ms: event.at - state.since }, [{ do: "stopTimeout" }]];
    case "giveUp":
      return giveUp(state, event.at);
    case "forbidden":
      // What is run again may be better then: it is told at its end.
      if (mayRunAgain(state)) return [state, []];
      return fail({ kind: "expectation", unmet: event.unmet }, state.since, event.at);
    case "timeout":
      return fail({ kind: "timeout", afterMs: rules.timeoutMs }, state.since, event.at);
    case "lost":
      return fail({ kind: "lost", reason: event.reason }, state.since, event.at);
    case "cancel":
      return fail({ kind: "cancelled" }, state.since, event.at);
  }
}

type Running = StepState & { readonly at: "running" };

function mayRunAgain({ tries }: Running): boolean {
  return tries !== undefined && tries.run < tries.of;
}

function end(
  state: Running,
  event: StepEvent & { type: "ended" },
  rules: StepRules,
): [StepState, StepEffect[]] {
  const { status, at } = event;
  const why = whyNotGood(event, rules);
  if (why === null) return [{ at: "done", status, ms: at - state.since }, [{ do: "stopTimeout" }]];
  const { tries } = state;
  if (!tries || !rules.retry || !mayRunAgain(state)) return fail(why, state.since, at);
  return [
    { ...state, tries: { ...tries, waits: why } },
    [{ do: "stopTimeout" }, { do: "again", afterMs: rules.retry.everyMs }],
  ];
}

function whyNotGood({ status, unmet }: StepEvent & { type: "ended" }, { exit }: StepRules): Failure | null {
  if (status !== null && exit !== "any" && status !== exit) return { kind: "exit", status };
  return unmet === null ? null : { kind: "expectation", unmet };
}

function enterAgain(state: Running, rules: StepRules): [StepState, StepEffect[]] {
  const { tries } = state;
  if (!tries?.waits) return [state, []];
  const next = { run: tries.run + 1, of: tries.of, waits: null };
  return [{ ...state, tries: next }, [{ do: "startTimeout", ms: rules.timeoutMs }]];
}

/** The run that goes on is the last one; between two runs the step ends as the last one has. */
function giveUp(state: Running, at: number): [StepState, StepEffect[]] {
  const { tries } = state;
  if (!tries) return [state, []];
  if (tries.waits) return fail(tries.waits, state.since, at);
  return [{ ...state, tries: { ...tries, of: tries.run } }, []];
}

function fail(why: Failure, since: number, at: number): [StepState, StepEffect[]] {
  return [{ at: "failed", why, ms: at - since }, [{ do: "stopTimeout" }]];
}
