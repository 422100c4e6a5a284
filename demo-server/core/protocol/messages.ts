/**
 * What a window and the server say to each other. The rules are numbered in PROTOCOL.md; tests cite them as [P3].
 * A position is an `Epoch` (one life of one shell) and an offset: UTF-16 code units of output since its start.
 */
import type { Cluster, ClusterChange } from "../cluster/model.ts";
import type { Seen } from "../compare/seen.ts";
import type { Epoch, PaneId, RequestId, StepId, WindowId } from "../ids.ts";
import type { BackgroundRun } from "../show/background-run.ts";
import type { Press } from "../show/press.ts";
import type { ShowState } from "../show/state.ts";
import type { Sentence } from "../said.ts";
import type { ResetLine, ResetState } from "../show/reset.ts";
import type { StepState } from "../steps/machine.ts";
import type { AudienceRules, Question, ReactionCounts } from "./audience.ts";
import type { Pairing, PairAsk } from "./pairing.ts";

export const PROTOCOL_VERSION = 3;

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

export interface Position {
  readonly epoch: Epoch;
  readonly offset: number;
}

/** A pane as every window sees it. */
export type PaneState =
  | { readonly at: "closed" }
  | { readonly at: "opening" }
  | { readonly at: "open"; readonly marks: boolean; readonly keyboard: boolean }
  /** An SSH server showed a host key that is not in known_hosts: the presenter must accept it. */
  | {
      readonly at: "unknownHost";
      readonly host: string;
      readonly keyType: string;
      readonly fingerprint: string;
    }
  /** Nothing was heard for `silentMs` although the server asked; the shell may come back. */
  | { readonly at: "stalled"; readonly silentMs: number }
  /**
   * `why` is a sentence that says what to do. `notOpened` where there was no shell to lose: with the line of the talk that
   * declares the target (`hello/en.md:7`), or null where none does.
   */
  | {
      readonly at: "lost";
      readonly why: string;
      readonly notOpened?: { readonly declaredAt: string | null };
    };

/** The live state of the show. */
export interface StageView {
  /** New with every start of the server. */
  readonly run: string;
  readonly panes: Readonly<Record<PaneId, PaneState>>;
  /** Steps that are not idle. */
  readonly steps: Readonly<Record<StepId, StepState>>;
  /** How what they printed compares with the understudy, where it was compared. */
  readonly seen: Readonly<Record<StepId, Seen>>;
  /** What the map shows; absent where the talk has no cluster. */
  readonly cluster?: ClusterSnapshot;
  /** Where the room finds the talk on devices of its own; absent where nothing is open to it. */
  readonly audienceUrl?: string;
  /** What brings the demo back to its start (empty where the talk does not say), and how the newest reset stands. */
  readonly reset: { readonly lines: readonly ResetLine[]; readonly state: ResetState };
  /** The server's clock when this was said, so that a window can show how long a step has run. */
  readonly now: number;
}

/** The whole cluster, after `version` changes since the server's start. Its times are the server's clock. */
export interface ClusterSnapshot {
  readonly version: number;
  readonly cluster: Cluster;
}

/** What became otherwise; the first of them is change number `version` + 1. A window that is not there says hello again. */
export interface ClusterNews {
  readonly version: number;
  readonly changes: readonly ClusterChange[];
}

/** Who drives the show, and how many follow it. */
export interface Driving {
  /** The deck that leads; null while none does. */
  readonly lead: WindowId | null;
  /** Whether that deck is there: for some seconds a lead is kept for a window that reloads. */
  readonly leadIsHere: boolean;
  /** The remote that has the hand; null while none does. */
  readonly hand: WindowId | null;
  /** Whether a speaker window or a remote is there. */
  readonly speakerIsThere: boolean;
  readonly viewers: number;
}

// ---- from a window ----------------------------------------------------------------------------------------------

export interface Hello {
  readonly protocol: number;
  readonly window: WindowId;
  readonly kind: WindowKind;
}

/** A deck shows the slides, and can lead; the others only follow the deck that leads, and press keys on it. */
export type WindowKind = "deck" | "speaker" | "remote";

/** Shows a pane in this window, starting its shell if there is none. */
export interface Open {
  readonly pane: PaneId;
  /** The size this window would like; used where the talk says `auto`. */
  readonly size: Size;
  /** What the window has already. */
  readonly have: Position | null;
}

/** Everything up to here is drawn. */
export interface Ack extends Position {
  readonly pane: PaneId;
}

export interface Input {
  readonly pane: PaneId;
  readonly data: string;
}

export interface Resize extends Size {
  readonly pane: PaneId;
}

export interface Ask {
  readonly request: RequestId;
  readonly action: Action;
}

export type Action =
  /** The next-key on a step: run it, finish its typing, or pulse. */
  | { readonly do: "next"; readonly step: StepId }
  | { readonly do: "rerun"; readonly step: StepId }
  /** Leave a running step: it goes on, but is no longer waited for. */
  | { readonly do: "moveOn"; readonly step: StepId }
  /** Run a step that only the understudy has played, without typing it by hand. */
  | { readonly do: "catchUp"; readonly step: StepId }
  /** The understudy plays a step that is still tried again and again: let it be. */
  | { readonly do: "giveUp"; readonly step: StepId }
  /** Ask the step's target whether it is where the step leaves it. */
  | { readonly do: "check"; readonly step: StepId }
  /** The slide was left after the scene's last step: run its clean-up. */
  | { readonly do: "leave"; readonly pane: PaneId; readonly slide: number }
  /** The slide came: start the background steps that begin here, but in panes that the understudy plays. */
  | { readonly do: "arrive"; readonly slide: number; readonly without?: readonly PaneId[] | undefined }
  | { readonly do: "clear"; readonly pane: PaneId }
  /** Start a new shell, or connect again. */
  | { readonly do: "reopen"; readonly pane: PaneId }
  | { readonly do: "acceptHost"; readonly pane: PaneId; readonly fingerprint: string }
  /** End all shells, run the talk's reset, and begin afresh: no step has run. Answered when it has begun. */
  | { readonly do: "reset" }
  | { readonly do: "keyboard"; readonly pane: PaneId; readonly taken: boolean };

/** The answer to an `Ask`: done, or why not, in a sentence. */
export type Answer =
  { readonly ok: true; readonly pulse?: boolean } | { readonly ok: false; readonly why: Sentence };

export interface FromWindow {
  hello: (hello: Hello, answer: (welcome: Welcome) => void) => void;
  open: (open: Open) => void;
  /** This window no longer shows the pane; its shell goes on. */
  close: (pane: PaneId) => void;
  ack: (ack: Ack) => void;
  input: (input: Input) => void;
  resize: (resize: Resize) => void;
  ask: (ask: Ask, answer: (answer: Answer) => void) => void;
  /** What a background step has printed so far; null where that is not kept. Nothing runs. */
  reveal: (step: StepId, answer: (run: BackgroundRun | null) => void) => void;
  /** What the show looks like, from the deck that leads. */
  tell: (state: ShowState) => void;
  /** A key for the deck that leads; answered by it. */
  press: (press: Press, answer: (answer: Answer) => void) => void;
  /** This deck wants to lead, this remote wants the hand. */
  takeOver: (nothing: null, answer: (answer: Answer) => void) => void;
  /** What viewers may send up from now on. */
  allow: (rules: AudienceRules, answer: (answer: Answer) => void) => void;
  /** The question of this number was read. */
  putAway: (question: number, answer: (answer: Answer) => void) => void;
  /** A word about remotes, from a window with the presenter's cookie. */
  pair: (ask: PairAsk, answer: (answer: Answer) => void) => void;
}

// ---- from the server --------------------------------------------------------------------------------------------

export type Welcome =
  | {
      readonly ok: true;
      /** Null where nothing is live. */
      readonly stage: StageView | null;
      /** What the deck that leads told last; null before. */
      readonly show: ShowState | null;
      readonly driving: Driving;
      /** Where the room finds the talk; null where nothing is open to it. */
      readonly audienceUrl: string | null;
      /** Null for remotes. */
      readonly room: RoomVoice | null;
      /** How many questions there are: all that remotes are told of them. */
      readonly questions: number;
      /** Null where no remote can be paired, and for remotes themselves. */
      readonly pairing: Pairing | null;
    }
  | { readonly ok: false; readonly why: Sentence };

/** What the room may send up, and the questions that nobody has put away yet, the oldest first. */
export interface RoomVoice {
  readonly allows: AudienceRules;
  readonly questions: readonly Question[];
}

/** Output that begins at `offset`. A window whose own position differs asks again with `open`. */
export interface Output extends Position {
  readonly pane: PaneId;
  readonly data: string;
}

/** The whole screen with its scrollback: a window clears the terminal and writes `data`. It is then at `offset`. */
export interface Screen extends Position, Size {
  readonly pane: PaneId;
  readonly data: string;
}

/** From `offset` on the pane has another size. */
export interface Resized extends Position, Size {
  readonly pane: PaneId;
}

export interface FromServer {
  output: (output: Output) => void;
  screen: (screen: Screen) => void;
  resized: (resized: Resized) => void;
  pane: (change: { readonly pane: PaneId; readonly state: PaneState }) => void;
  step: (change: { readonly step: StepId; readonly state: StepState; readonly now: number }) => void;
  /** A step that is over was compared. */
  seen: (news: { readonly step: StepId; readonly seen: Seen }) => void;
  cluster: (news: ClusterNews) => void;
  reset: (state: ResetState) => void;
  /** What the room sends up. */
  reactions: (counts: ReactionCounts) => void;
  /** Questions came, or were put away, or the presenter allows more or less. */
  room: (room: RoomVoice) => void;
  /** To remotes: so many questions there are now. */
  questions: (count: number) => void;
  show: (state: ShowState) => void;
  driving: (driving: Driving) => void;
  pairing: (pairing: Pairing) => void;
  /** To the deck that leads: a key that was pressed in another window. */
  press: (press: Press, answer: (answer: Answer) => void) => void;
}
