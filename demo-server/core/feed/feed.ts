/**
 * What one window (or the recorder) gets of one pane. Either it follows every character, or it lags: then it is
 * given screens until the flood has passed, and a last one with its scrollback, from which it follows again.
 * So no window ever pauses a shell. Pure: the caller sends, and says when time has passed.
 */

/**
 * Output in one tick, up to which it was calm; so many calm ticks end a flood. One would not do: on a busy machine a
 * flood comes in bursts, and the screen with all its scrollback that ends it is dear.
 */
export const calmTickChars = 16 * 1024;
export const calmTicks = 3;
/** How often a lagging window is looked at. */
export const tickMs = 33;
/**
 * While a flood runs, a screen only every so many ticks: nobody reads it, and what the window takes to draw it, the
 * flood's own program needs on a small machine. Between bursts, and at the end, a screen is sent at once.
 */
export const floodScreenTicks = 4;

export type FeedState =
  /** Asked for the pane, and has been sent nothing yet. */
  | { readonly at: "waiting" }
  /** `base`: where the last screen stood; what it stands for was not sent, so nobody owes an answer for it. */
  | {
      readonly at: "following";
      readonly sent: number;
      readonly acked: number;
      readonly base: number;
      readonly burst: Burst;
    }
  /**
   * `sent`: where the last screen (or output) ended. `seen`: the pane's end at the last tick. `calm`: how many ticks it
   * has been calm for. `waited`: ticks since the last screen. `owesPrompt`: the shell's prompt is not shown yet, because
   * the last screen is still on its way.
   */
  | {
      readonly at: "skipping";
      readonly sent: number;
      readonly acked: number;
      readonly seen: number;
      readonly calm: number;
      readonly waited: number;
      readonly owesPrompt: boolean;
    };

/** The newest `burstMs` of output: when they began, and at which offset. */
interface Burst {
  readonly since: number;
  readonly from: number;
}

const noBurst: Burst = { since: -Infinity, from: 0 };

export type FeedEvent =
  /** The pane printed from `start` to `end`; `at` in milliseconds. */
  | { readonly type: "output"; readonly at: number; readonly start: number; readonly end: number }
  | { readonly type: "acked"; readonly offset: number }
  /** `end` is the pane's end now. */
  | { readonly type: "tick"; readonly end: number }
  /** The shell asks for its next command, which ends most floods; all up to `end` is on the screen. */
  | { readonly type: "atPrompt"; readonly end: number }
  /** A screen that stands at `offset` was sent; `full` if with its scrollback. */
  | { readonly type: "screenSent"; readonly offset: number; readonly full: boolean; readonly end: number };

export type FeedEffect =
  /** Send the log from `from` to its end. */
  | { readonly do: "sendOutput"; readonly from: number }
  /** Send the screen as it stands; `full` with its scrollback. Answer with `screenSent`. */
  | { readonly do: "sendScreen"; readonly full: boolean }
  /** Come back in `tickMs`. */
  | { readonly do: "tick" };

export interface FeedRules {
  /** Most characters sent and not yet acknowledged. */
  readonly windowChars: number;
  /** Most characters in `burstMs`: more is a flood, however fast the window draws. Nobody reads so much. */
  readonly burstChars: number;
  /** Less than this may stay unacknowledged for ever: no key's echo costs a message. */
  readonly untoldChars: number;
}

export const burstMs = 100;

/** For a window of the deck. To parse a whole window's worth takes a browser about 20 ms. */
export const windowRules: FeedRules = { windowChars: 512 * 1024, burstChars: 128 * 1024, untoldChars: 1024 };

/** A window that has everything up to `offset`, or nothing. */
export function join(have: number | null): [FeedState, FeedEffect[]] {
  if (have === null) return [{ at: "waiting" }, [{ do: "sendScreen", full: true }]];
  return [
    { at: "following", sent: have, acked: have, base: have, burst: noBurst },
    [{ do: "sendOutput", from: have }],
  ];
}

export function nextFeed(state: FeedState, event: FeedEvent, rules: FeedRules): [FeedState, FeedEffect[]] {
  switch (event.type) {
    case "output":
      return onOutput(state, event, rules);
    case "acked":
      return state.at === "waiting" ? [state, []] : onAck(state, event.offset);
    case "tick":
      return state.at === "skipping" ? onTick(state, event.end) : [state, []];
    case "atPrompt":
      return state.at === "skipping" ? onPrompt(state, event.end) : [state, []];
    case "screenSent":
      return onScreen(state, event);
  }
}

function onOutput(
  state: FeedState,
  event: FeedEvent & { type: "output" },
  rules: FeedRules,
): [FeedState, FeedEffect[]] {
  if (state.at !== "following" || event.start < state.sent) return [state, []];
  const goesOn = event.at - state.burst.since < burstMs;
  const burst = goesOn ? state.burst : { since: event.at, from: event.start };
  const unread = event.end - Math.max(state.acked, state.base);
  if (unread <= rules.windowChars && event.end - burst.from <= rules.burstChars) {
    return [{ ...state, sent: event.end, burst }, [{ do: "sendOutput", from: event.start }]];
  }
  // What a window may leave unsaid is not waited for.
  const acked = state.sent - state.acked < rules.untoldChars ? state.sent : state.acked;
  return [
    { at: "skipping", sent: state.sent, acked, seen: event.start, calm: 0, waited: 0, owesPrompt: false },
    [{ do: "tick" }],
  ];
}

function onAck(
  state: FeedState & { at: "following" | "skipping" },
  offset: number,
): [FeedState, FeedEffect[]] {
  const acked = Math.max(state.acked, Math.min(offset, state.sent));
  if (state.at === "following" || !state.owesPrompt || acked < state.sent) return [{ ...state, acked }, []];
  return [{ ...state, acked, owesPrompt: false }, [{ do: "sendScreen", full: false }]];
}

function onPrompt(state: FeedState & { at: "skipping" }, end: number): [FeedState, FeedEffect[]] {
  return onTick({ ...state, seen: end, owesPrompt: state.acked < state.sent }, end);
}

function onTick(state: FeedState & { at: "skipping" }, end: number): [FeedState, FeedEffect[]] {
  const calm = end - state.seen <= calmTickChars ? state.calm + 1 : 0;
  const waited = state.waited + 1;
  const looked: FeedState = { ...state, seen: end, calm, waited };
  if (state.acked < state.sent) return [looked, [{ do: "tick" }]];
  if (calm >= calmTicks) return [looked, [{ do: "sendScreen", full: true }]];
  const isDue = end !== state.sent && (calm > 0 || waited >= floodScreenTicks);
  return [looked, [isDue ? { do: "sendScreen", full: false } : { do: "tick" }]];
}

function onScreen(state: FeedState, event: FeedEvent & { type: "screenSent" }): [FeedState, FeedEffect[]] {
  if (!event.full && state.at === "skipping") {
    return [{ ...state, sent: event.offset, waited: 0, owesPrompt: false }, [{ do: "tick" }]];
  }
  const acked = state.at === "waiting" ? 0 : state.acked;
  const following: FeedState = {
    at: "following",
    sent: event.end,
    acked,
    base: event.offset,
    burst: noBurst,
  };
  return [following, event.end > event.offset ? [{ do: "sendOutput", from: event.offset }] : []];
}
