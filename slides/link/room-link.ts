import type { AudienceRules } from "#core/protocol/audience.ts";
import type { Answer, RoomVoice } from "#core/protocol/messages.ts";

/** What the room says to the presenter, and what it may say; by the server only. */
export interface RoomLink {
  /** Null in a remote, which is told no more than how many questions there are, and where no server is. */
  readonly room: RoomVoice | null;
  /** How many questions nobody has put away yet. */
  readonly questions: number;
  allow(rules: AudienceRules): Promise<Answer>;
  /** The question of this number was read. */
  putAway(question: number): Promise<Answer>;
}
