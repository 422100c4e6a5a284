import type { RequestId } from "../ids.ts";

/** What a key can do. */
export const actionNames = [
  "next",
  "previous",
  "nextSlide",
  "previousSlide",
  "first",
  "last",
  "jump",
  "rerun",
  "moveOn",
  "understudy",
  "stayLive",
  "goLive",
  "catchUp",
  "resetDemo",
  "takeKeyboard",
  "giveKeyboardBack",
  "choosePane",
  "bigger",
  "smaller",
  "resetType",
  "search",
  "copy",
  "clear",
  "reopen",
  "acceptHost",
  "overview",
  "blackout",
  "fullscreen",
  "language",
  "takeOver",
  "audience",
  "speaker",
  "clock",
  "resetClock",
  "pairPhone",
  "unpair",
  "doctor",
  "help",
] as const;

export type ActionName = (typeof actionNames)[number];

/** What a key, or a button in its place, asks of the deck that leads. */
export interface Press {
  readonly request: RequestId;
  readonly action: ActionName;
  /** The chord that was pressed, where the action tells chords apart; "" for a button. */
  readonly chord: string;
}

/**
 * What a remote may ask for: to move, and to steer steps and the understudy. Nothing that types, trusts a machine, opens
 * a shell or is seen only where the deck is.
 */
export const remoteActions: ReadonlySet<ActionName> = new Set<ActionName>([
  "next",
  "previous",
  "nextSlide",
  "previousSlide",
  "rerun",
  "moveOn",
  "understudy",
  "stayLive",
  "goLive",
  "catchUp",
  "blackout",
  "clock",
]);
