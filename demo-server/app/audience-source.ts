/** What an audience needs of the world: something to show, and somebody to tell it to. */
import type { PaneId } from "#core/ids.ts";
import type {
  AudienceRules,
  AudienceWelcome,
  QuestionAnswer,
  Reaction,
  ReactionCounts,
  ToViewer,
} from "#core/protocol/audience.ts";
import type { ClusterNews, Position } from "#core/protocol/messages.ts";
import type { ShowState } from "#core/show/state.ts";
import type { WatchedShell } from "./pane-watchers.ts";
import type { Disposable } from "./ports.ts";
import type { Watcher } from "./window-feed.ts";

/** Everything but what the presenter allows. */
export type AudienceView = Omit<AudienceWelcome & { readonly ok: true }, "ok" | "allows">;

/** What the audience is shown: the stage's own panes, or a relay's copies of them. */
export interface AudienceSource {
  readonly view: AudienceView;
  has(pane: PaneId): boolean;
  /** The watcher is given what is printed in the pane, whatever becomes of its shells, until this is disposed of. */
  follow(pane: PaneId, watcher: Watcher): FollowedPane;
  listen(listener: AudienceListener): Disposable;
}

export interface FollowedPane extends Disposable {
  /** The newest shell; null before the first. */
  readonly shell: WatchedShell | null;
  /** All up to here was told. */
  ack(at: Position): void;
}

export interface AudienceListener {
  showChanged(show: ShowState): void;
  clusterChanged(news: ClusterNews): void;
}

/** Takes what viewers say to the presenter, as far as that is allowed. */
export interface Voice {
  readonly rules: AudienceRules;
  react(reaction: Reaction, times: number): void;
  question(text: string): QuestionAnswer;
  listen(listener: VoiceListener): Disposable;
}

export interface VoiceListener {
  allowed(rules: AudienceRules): void;
  reacted(counts: ReactionCounts): void;
}

/** Where the viewers are, in rooms: what a room is told is encoded once, however many are in it. [P36] */
export interface Hall {
  tell<Name extends keyof ToViewer>(room: string, name: Name, message: Parameters<ToViewer[Name]>[0]): void;
}

/** One who watches, whatever carries the messages. To enter and to leave takes effect at once. */
export interface Recipient {
  /** How many people it stands for: one, or all that watch at relays. */
  readonly people: number;
  /** Bytes that were sent and have not reached it yet. */
  readonly unsentBytes: number;
  enter(room: string): void;
  leave(room: string): void;
  tell<Name extends keyof ToViewer>(name: Name, message: Parameters<ToViewer[Name]>[0]): void;
}
