import type { Failure } from "#core/steps/machine.ts";
import type { Refusal, Trouble } from "#core/understudy/model.ts";
import type { CaughtUp } from "../sources/source.ts";
import type { ActionName } from "#core/show/press.ts";
import type { MapStrings } from "./map-strings.ts";
import { english } from "./strings-en.ts";
import { japanese } from "./strings-ja.ts";

/** Everything the deck itself says, in one language. */
export interface Strings {
  readonly recorded: string;
  readonly live: string;
  readonly typing: string;
  readonly failure: (failure: Failure) => string;
  /** What the server said (see `core/sentences.ts`), in this language. */
  readonly sentence: (said: string) => string;
  /** Why the understudy is asked for, in a few words. */
  readonly trouble: (trouble: Trouble) => string;
  readonly callUnderstudy: string;
  readonly stayLive: string;
  /** Why the understudy does not step in, or why it is not yet time to go back; how catching up has ended. */
  readonly refused: Readonly<Record<Refusal | CaughtUp, string>>;
  /** Steps that are still to be run behind the recording. */
  readonly behind: (steps: number) => string;
  readonly keyboardHere: (giveBack: string) => string;
  readonly takeKeyboard: string;
  readonly opening: (where: string) => string;
  readonly stalled: (seconds: number) => string;
  readonly lost: string;
  readonly notOpened: string;
  readonly reopen: (key: string) => string;
  readonly unknownHost: string;
  readonly unknownHostWhy: string;
  readonly hostName: string;
  readonly keyType: string;
  readonly fingerprint: string;
  readonly accept: (key: string) => string;
  readonly noRecording: (talk: string) => string;
  readonly noSource: (why: string) => string;
  readonly disconnected: string;
  readonly nothingToRun: string;
  /** The answer to a key that means nothing at this moment. */
  readonly nothingToDo: string;
  /** On a deck beside the one that leads; a button. */
  readonly watching: string;
  /** A press in another window came to nothing. */
  readonly noAnswer: string;
  readonly popUpBlocked: string;
  readonly copied: string;
  readonly timeline: (pane: string) => string;
  /** What the box of the jump key asks for. */
  readonly jumpTo: string;
  readonly search: string;
  readonly noMatch: string;
  readonly map: MapStrings;
  readonly helpTitle: string;
  readonly helpNote: string;
  readonly groups: Readonly<Record<"move" | "steps" | "pane" | "view", string>>;
  readonly actions: Readonly<Record<ActionName, string>>;
  readonly back: string;
  readonly forward: string;
  readonly helpHint: string;
}

/** The strings for a BCP 47 language; English where there are none. */
export function stringsFor(language: string): Strings {
  return /^ja\b/i.test(language) ? japanese : english;
}
