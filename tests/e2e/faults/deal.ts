/** Which fault strikes when: by fixed seeds, so that a run that fails can be had again. */
import { seeded } from "../../support/seeded.ts";

/** What goes wrong in the step's own command. */
export const MISHAPS = ["exit", "wrong", "hang"] as const;
/** What strikes a step that runs anywhere. */
const ANYWHERE = [...MISHAPS, "nothing", "clicker", "understudy", "reload", "server", "disk"] as const;
/** What strikes a step on another machine. */
const ON_THE_WAY = [...ANYWHERE, "session", "sshd", "link"] as const;

export type Fault = (typeof ON_THE_WAY)[number];

export interface Strike {
  readonly fault: Fault;
  /** So long after the step began. */
  readonly afterMs: number;
  /** Whether the presenter goes back to live behind it. */
  readonly backToLive: boolean;
}

/** The faults of a place come like cards from a shuffled pack: all of them before any of them again, over all seeds. */
export interface Dealt {
  far(): Strike;
  near(): Strike;
}

/**
 * The strikes of one seed.
 * @param turns how many steps of each place one seed deals out
 */
export function deal(seed: number, turns: { readonly far: number; readonly near: number }): Dealt {
  const chance = seeded(seed);
  const pile = (place: "far" | "near"): (() => Strike) => {
    let turn = (seed - 1) * turns[place];
    return () => ({
      fault: card(place, turn++),
      afterMs: Math.floor(chance() * 900),
      backToLive: chance() < 0.6,
    });
  };
  return { far: pile("far"), near: pile("near") };
}

function card(place: "far" | "near", turn: number): Fault {
  const kinds: readonly Fault[] = place === "far" ? ON_THE_WAY : ANYWHERE;
  const chance = seeded(1000 * kinds.length + Math.floor(turn / kinds.length));
  const left = [...kinds];
  let drawn: Fault = "nothing";
  for (let at = 0; at <= turn % kinds.length; at++)
    [drawn = "nothing"] = left.splice(Math.floor(chance() * left.length), 1);
  return drawn;
}
