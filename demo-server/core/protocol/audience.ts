/**
 * What a viewer's window and the server (or a relay) say to each other, in socket.io's namespace `/audience`. Rules:
 * PROTOCOL.md. A viewer has no message that reaches a shell, a step or the stage.
 */
import type { PaneId } from "../ids.ts";
import type { ShowState } from "../show/state.ts";
import type { ClusterNews, ClusterSnapshot, Output, Position, Resized, Screen } from "./messages.ts";

export interface AudienceHello {
  readonly protocol: number;
}

export type AudienceWelcome =
  | {
      readonly ok: true;
      /** New with every start of the stage's server. */
      readonly run: string;
      /** Null until a deck leads. */
      readonly show: ShowState | null;
      readonly cluster?: ClusterSnapshot;
      /** The stage's clock when this was said: the times in the cluster are on it. */
      readonly now: number;
      /** What the presenter allows. */
      readonly allows: AudienceRules;
    }
  | { readonly ok: false; readonly why: string };

export interface AudienceRules {
  readonly reactions: boolean;
  readonly questions: boolean;
}

/** Shows a pane; answered by `screen`, or by the missing `output`, and followed by what is printed from there on. */
export interface Follow {
  readonly pane: PaneId;
  /** What this window has already. */
  readonly have: Position | null;
}

/** All that a viewer can send up, in the order of their buttons. */
export const reactions = ["👏", "❤️", "😂", "🤔", "🎉"] as const;

export type Reaction = (typeof reactions)[number];

/** How many of each came since the last, gathered. */
export type ReactionCounts = Readonly<Partial<Record<Reaction, number>>>;

/** A question has at most so many characters. */
export const longestQuestion = 300;

/** A question, as the presenter sees it. Nobody is named: viewers have no names. */
export interface Question {
  /** Counted from 1 in one run of the server. */
  readonly number: number;
  readonly text: string;
}

export type QuestionAnswer =
  | { readonly ok: true }
  /**
   * `tooMany`: of this viewer's in this time; `full`: the presenter has as many as can be kept; `away`: a relay that
   * does not reach the stage.
   */
  | { readonly ok: false; readonly why: "notAsked" | "tooMany" | "full" | "empty" | "away" };

export interface FromViewer {
  hello: (hello: AudienceHello, answer: (welcome: AudienceWelcome) => void) => void;
  follow: (follow: Follow) => void;
  unfollow: (pane: PaneId) => void;
  react: (reaction: Reaction) => void;
  /** Plain text of at most `longestQuestion` characters; answered with why not, where it was not taken. */
  question: (text: string, answer: (answer: QuestionAnswer) => void) => void;
}

export interface ToViewer {
  show: (show: ShowState) => void;
  output: (output: Output) => void;
  screen: (screen: Screen) => void;
  resized: (resized: Resized) => void;
  cluster: (news: ClusterNews) => void;
  allows: (rules: AudienceRules) => void;
  reactions: (counts: ReactionCounts) => void;
}
