import type { WindowId } from "#core/ids.ts";
import type { ReactionCounts } from "#core/protocol/audience.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { Press } from "#core/show/press.ts";
import type { ShowState } from "#core/show/state.ts";
import type { Disposable } from "../sources/source.ts";
import type { PairingLink } from "./pairing-link.ts";
import type { RoomLink } from "./room-link.ts";

/**
 * What ties the windows of one show together, whatever carries it: the server, or, in one browser, a channel between
 * its windows. One deck leads: it performs what is pressed anywhere and tells what the show looks like; the others follow.
 */
export interface ShowLink extends PairingLink, RoomLink {
  /** This window's own id. */
  readonly window: WindowId;
  /** What the leading deck told last, and when that was heard (`performance.now()`); null before. */
  readonly heard: { readonly state: ShowState; readonly at: number } | null;
  /** Whether this window leads. Only decks ever do. */
  readonly leads: boolean;
  /** People who follow on devices of their own; null where nobody counts them. */
  readonly viewers: number | null;
  /** Whether a speaker window or a remote follows: what only the presenter is asked is then asked there, and not on the deck. */
  readonly speakerIsThere: boolean;
  /** Where the room finds the talk on devices of its own; null where nothing is open to it. */
  readonly audienceUrl: string | null;
  /** Whether a deck that leads is there to hear a press. */
  readonly deckIsThere: boolean;
  /** Whether this device may press now; false in a remote while another one has the hand. */
  readonly mayPress: boolean;

  /** The leading deck tells what the show looks like now. Ignored from any other window. */
  tell(state: Omit<ShowState, "leader" | "revision">): void;
  /** Asks the leading deck to act. Given twice with the same request it acts once. */
  press(press: Press): Promise<Answer>;
  /** The deck hears here what was pressed elsewhere. */
  onPress(act: (press: Press) => Answer | Promise<Answer>): Disposable;
  /** This window leads from now on (a deck), or has the hand (a remote). */
  takeOver(): Promise<Answer>;
  /** What the room sends up, gathered: how many of each came since the last. Only the leading deck shows it. */
  onReactions(listener: (counts: ReactionCounts) => void): Disposable;
  /** Called after anything above has changed. */
  onChange(listener: () => void): Disposable;
}
