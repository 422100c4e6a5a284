import type { Role } from "#core/show/role.ts";

/** What a window makes of the talk's page: its address says it, as in `en.html?speaker`. */
export type Dress =
  /** The slides, for the projector. */
  | "deck"
  /** Notes, clock, and what comes next, for the presenter. */
  | "speaker"
  /** The presenter's phone. */
  | "remote"
  /** What the room sees on devices of its own. */
  | "follow"
  /** The shown slide with all that plays on it: the speaker window's picture of it. */
  | "preview"
  /** One slide that stands still and that nothing plays on: the speaker window's picture of the next one. */
  | "still";

const dresses: readonly Dress[] = ["speaker", "remote", "follow", "preview", "still"];

/** @param search as in `location.search`. A viewer follows and a paired phone is the remote, whatever the address says. */
export function dressOf(search: string, role: Role): Dress {
  if (role !== "presenter") return role === "remote" ? "remote" : "follow";
  const asked = new URLSearchParams(search);
  return dresses.find((dress) => asked.has(dress)) ?? "deck";
}
