/**
 * What a stage and its relays say to each other. Everybody hears everything, and nothing is kept for who was away: all
 * of it is safe to hear twice, and a relay that misses something says `hello` again. Rules: PROTOCOL.md.
 */
import type { PaneId, RelayId } from "../ids.ts";
import type { AudienceWelcome, ReactionCounts, ToViewer } from "./audience.ts";

/** What a relay's viewers have to be told when they come. */
export type RelayedShow = Omit<AudienceWelcome & { readonly ok: true }, "ok">;

/** A relay's copy of a pane has a gap. */
export interface Missed {
  readonly pane: PaneId;
}

/** From the stage; from `show` on as to its own viewers. */
export interface FromStage extends ToViewer {
  /** The answer to `hello`; the screens of all panes follow. Also said when the stage starts, or Redis is back. */
  state: (state: RelayedShow) => void;
}

/** From a relay to the stage. */
export interface FromRelay {
  hello: (relay: RelayId) => void;
  missed: (missed: Missed) => void;
  /** Said every two seconds, and when it changes. */
  viewers: (count: { readonly relay: RelayId; readonly viewers: number }) => void;
  /** Gathered for half a second. */
  react: (counts: ReactionCounts) => void;
  question: (text: string) => void;
}

export type Relayed = FromStage & FromRelay;
