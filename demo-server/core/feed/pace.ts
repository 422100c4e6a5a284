/**
 * Whether a viewer can take what the room is sent. One that cannot leaves the room, so that it slows nobody and little
 * is kept for it: it is shown screens, each when the last has reached it, and comes back when it has been quick for a
 * while. Pure: the caller looks every `lookMs`, and performs what comes out.
 */

/** How often every viewer is looked at. */
export const lookMs = 250;
/** Bytes on their way to a viewer above which it leaves the room. */
export const unsentLimit = 64 * 1024;
/** A viewer that left comes back after so many looks at which everything had reached it: at first, and at most. */
const firstLooks = 4;
const mostLooks = 128;
/** So many looks in the room make up for one lapse. */
const forgivenAfterLooks = 120;

export type Pace =
  /** `looks` since it came into the room; `needs`: how many quick looks would be needed to come back. */
  | { readonly at: "room"; readonly looks: number; readonly needs: number }
  | { readonly at: "screens"; readonly quick: number; readonly needs: number };

/** What is to be done with the viewer at this look. */
export type PaceEffect = "nothing" | "leave" | "showScreen" | "comeBack";

export const quickPace: Pace = { at: "room", looks: 0, needs: firstLooks };

/** @param unsent bytes that are still on their way to the viewer. */
export function nextPace(pace: Pace, unsent: number): [Pace, PaceEffect] {
  if (pace.at === "room") {
    if (unsent > unsentLimit) return [{ at: "screens", quick: 0, needs: pace.needs }, "leave"];
    const forgiven = pace.looks > 0 && pace.looks % forgivenAfterLooks === 0;
    const needs = forgiven ? Math.max(firstLooks, pace.needs / 2) : pace.needs;
    return [{ at: "room", looks: pace.looks + 1, needs }, "nothing"];
  }
  if (unsent > 0) return [{ ...pace, quick: 0 }, "nothing"];
  if (pace.quick < pace.needs) return [{ ...pace, quick: pace.quick + 1 }, "showScreen"];
  return [{ at: "room", looks: 0, needs: Math.min(mostLooks, 2 * pace.needs) }, "comeBack"];
}
