import type { AudienceRules, QuestionAnswer, Reaction } from "#core/protocol/audience.ts";
import type { ShowState } from "#core/show/state.ts";
import type { PaneDrawer } from "../understudy/switched-pane.ts";
import type { ClusterFeed, Disposable } from "../source.ts";

/** What the show looks like, and when that was so (`performance.now()`): its durations are as old. */
export interface HeardShow {
  readonly show: ShowState;
  readonly at: number;
}

/** What a viewer's window hears of the show, and the little that it can say. It draws what the shells print. */
export interface AudienceFeed extends PaneDrawer {
  /** Null until a deck leads. */
  readonly heard: HeardShow | null;
  readonly connected: boolean;
  /** Whether the server has no place for this window; it asks again from time to time. */
  readonly isFull: boolean;
  readonly cluster: ClusterFeed | null;
  readonly allows: AudienceRules;
  react(reaction: Reaction): void;
  /** Null where nobody has heard it. */
  question(text: string): Promise<QuestionAnswer | null>;
  /** Called after anything above has changed. */
  onChange(listener: () => void): Disposable;
}
