/**
 * A seat that one window has at a time: the lead among decks, the hand among remotes. Who comes first has it, and gets
 * it back after a reload; who stays away leaves it to the one that has waited longest. Pure: time comes in with events.
 */
import type { WindowId } from "../ids.ts";

export interface Seat {
  /** Windows that are there, in the order in which they came. */
  readonly present: readonly WindowId[];
  readonly held: Held;
}

export type Held =
  | { readonly at: "free" }
  | { readonly at: "here"; readonly by: WindowId }
  /** The window is gone, and may only be reloading. */
  | { readonly at: "away"; readonly by: WindowId; readonly since: number };

export type SeatEvent =
  | { readonly type: "came"; readonly window: WindowId }
  | { readonly type: "gone"; readonly window: WindowId; readonly at: number }
  /** This window wants the seat, whoever has it. */
  | { readonly type: "asked"; readonly window: WindowId }
  | { readonly type: "time"; readonly at: number };

/** A seat is kept so long for a window that is away: a reload takes less. */
export const KEPT_MS = 5000;

export const empty: Seat = { present: [], held: { at: "free" } };

/** A seat that is kept for a window from now on, though nobody is there yet. */
export function keptFor(window: WindowId, at: number): Seat {
  return { present: [], held: { at: "away", by: window, since: at } };
}

/** What follows `event`. An event that means nothing leaves the seat as it is. */
export function next(seat: Seat, event: SeatEvent): Seat {
  switch (event.type) {
    case "came":
      return came(seat, event.window);
    case "gone":
      return gone(seat, event.window, event.at);
    case "asked":
      if (!seat.present.includes(event.window)) return seat;
      return { ...seat, held: { at: "here", by: event.window } };
    case "time":
      return passed(seat, event.at);
  }
}

/** Who has the seat, also while it is away. */
export function holder({ held }: Seat): WindowId | null {
  return held.at === "free" ? null : held.by;
}

function came(seat: Seat, window: WindowId): Seat {
  const { held } = seat;
  const present = seat.present.includes(window) ? seat.present : [...seat.present, window];
  const sits = held.at === "free" || (held.at === "away" && held.by === window);
  return { present, held: sits ? { at: "here", by: window } : held };
}

function gone(seat: Seat, window: WindowId, at: number): Seat {
  const { held } = seat;
  const present = seat.present.filter((other) => other !== window);
  const left = held.at === "here" && held.by === window;
  return { present, held: left ? { at: "away", by: window, since: at } : held };
}

function passed(seat: Seat, at: number): Seat {
  const { held, present } = seat;
  // Compared as the moment itself: the difference of two clock readings may be a hair less than what was added.
  if (held.at !== "away" || at < held.since + KEPT_MS) return seat;
  const [longest] = present;
  return { present, held: longest === undefined ? { at: "free" } : { at: "here", by: longest } };
}
