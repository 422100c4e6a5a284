/**
 * What one window (or the recorder) gets of one pane. Either it follows every character, or it lags: then it is
 * given screens until the flood has passed, and a last one with its scrollback, from which it follows again.
 * So no window ever pauses a shell. Pure: the caller sends, and says when time has passed.
 */

/** Sent and not yet drawn, above which a window gets screens. Parsing this much takes a browser about 20 ms. */
export const followWindowChars = 512 * 1024;
/** Output in one tick, up to which a flood counts as over. */
export const calmTickChars = 16 * 1024;
/** How often a lagging window is looked at. */
export const tickMs = 33;

export type FeedState =
  /** Asked for the pane, and has been sent nothing yet. */
  | { readonly at: "waiting" }
  /** `base`: where the last screen stood; what it stands for was not sent, so nobody owes an answer for it. */
  | { readonly at: "following"; readonly sent: number; readonly acked: number; readonly base: number }
  /** `sent`: where the last screen (or output) ended. `seen`: the pane's end at the last tick. */
  | { readonly at: "skipping"; readonly sent: number; readonly acked: number; readonly seen: number };

export type FeedEvent =
  /** The pane printed up to `end`. */
  | { readonly type: "output"; readonly start: number; readonly end: number }
  | { readonly type: "acked"; readonly offset: number }
  /** `end` is the pane's end now. */
  | { readonly type: "tick"; readonly end: number }
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
}

/** A window that has everything up to `offset`, or nothing. */
export function join(have: number | null): [FeedState, FeedEffect[]] {
  if (have === null) return [{ at: "waiting" }, [{ do: "sendScreen", full: true }]];
  return [{ at: "following", sent: have, acked: have, base: have }, [{ do: "sendOutput", from: have }]];
}

export function nextFeed(state: FeedState, event: FeedEvent, rules: FeedRules): [FeedState, FeedEffect[]] {
  switch (event.type) {
    case "output":
      return onOutput(state, event, rules);
    case "acked":
      if (state.at === "waiting") return [state, []];
      return [{ ...state, acked: Math.max(state.acked, Math.min(event.offset, state.sent)) }, []];
    case "tick":
      return state.at === "skipping" ? onTick(state, event.end) : [state, []];
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
  if (event.end - Math.max(state.acked, state.base) <= rules.windowChars) {
    return [{ ...state, sent: event.end }, [{ do: "sendOutput", from: event.start }]];
  }
  return [{ at: "skipping", sent: state.sent, acked: state.acked, seen: event.start }, [{ do: "tick" }]];
}

function onTick(state: FeedState & { at: "skipping" }, end: number): [FeedState, FeedEffect[]] {
  const looked: FeedState = { ...state, seen: end };
  if (state.acked < state.sent) return [looked, [{ do: "tick" }]];
  const calm = end - state.seen <= calmTickChars;
  return [looked, [{ do: "sendScreen", full: calm }]];
}

function onScreen(state: FeedState, event: FeedEvent & { type: "screenSent" }): [FeedState, FeedEffect[]] {
  const acked = state.at === "waiting" ? 0 : state.acked;
  if (!event.full) {
    return [{ at: "skipping", sent: event.offset, acked, seen: event.end }, [{ do: "tick" }]];
  }
  const following: FeedState = { at: "following", sent: event.end, acked, base: event.offset };
  return [following, event.end > event.offset ? [{ do: "sendOutput", from: event.offset }] : []];
}
