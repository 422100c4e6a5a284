/** What the app needs of the world. Each port is filled in `adapters/`; a test may fill it with a fake. */
import type { ClusterReading } from "#core/cluster/model.ts";
import type { ClusterSetting, FollowedRequests, Pane, ResetCommand, Target } from "#core/deck/model.ts";
import type { PaneId, TakeId } from "#core/ids.ts";
import type { Sentence } from "#core/said.ts";
import type { Size } from "#core/protocol/messages.ts";
import type { KeptStage } from "#core/show/kept.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";

/** Gives back what was acquired. Safe to call twice. */
export interface Disposable {
  dispose(): void;
}

export interface Clock {
  /** Milliseconds; only differences mean something. */
  now(): number;
  /** Calls `then` once, `ms` from now, unless disposed of before. */
  after(ms: number, then: () => void): Disposable;
}

/** Opens shells for one kind of target. One file in `adapters/targets/` each. */
export interface TargetAdapter {
  readonly kind: Target["kind"];
  /**
   * Starts an interactive shell. Rejects with a `TargetError`.
   * @param notify hears how the connection is, from before it is there until it is closed.
   */
  open(request: OpenRequest, notify: (health: Health) => void): Promise<Channel>;
}

export interface OpenRequest {
  readonly pane: Pane;
  readonly target: Target;
  /** The deck's other targets, for a jump host. */
  readonly targets: Readonly<Record<string, Target>>;
  /** Absolute folder of the talk: relative paths start here. */
  readonly folder: string;
  readonly size: Size;
  /** The shell integration prints marks that carry this word; others are not believed. */
  readonly nonce: string;
}

export type Health =
  | { readonly at: "ok" }
  /** The other side has not answered for this long. */
  | { readonly at: "silent"; readonly ms: number };

/** One running shell: bytes out, text in. */
export interface Channel extends Disposable {
  /** Whether the shell will print OSC 133 marks. */
  readonly marks: boolean;
  write(text: string): void;
  resize(size: Size): void;
  /** Stops reading from the shell, so that it blocks in the end; `resume` goes on. */
  pause(): void;
  resume(): void;
  /** Called with the shell's output as it came, which is good during the call only; set once, before any is read. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once. After it nothing more comes. */
  onEnd(listener: (end: ChannelEnd) => void): void;
  /** Runs one command line beside the shell, for shells that give no marks. */
  exec(command: string, output: (bytes: Uint8Array) => void): Promise<number | null>;
}

export type ChannelEnd =
  | { readonly why: "exited"; readonly status: number | null }
  /** `reason` is a sentence for the presenter. */
  | { readonly why: "lost"; readonly reason: Sentence };

/** Why a shell could not be opened. `not-made`: Terraform has not made the machine yet, or has removed it. */
export class TargetError extends Error {
  readonly code: "unknown-host" | "changed-host" | "unreachable" | "refused" | "misconfigured" | "not-made";
  declare readonly message: Sentence;
  /** With `unknown-host`: what the presenter has to compare and accept. */
  readonly hostKey?: HostKey;
  constructor(
    code: TargetError["code"],
    message: Sentence,
    options?: { cause?: unknown; hostKey?: HostKey },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TargetError";
    this.code = code;
    if (options?.hostKey) this.hostKey = options.hostKey;
  }
}

export interface HostKey {
  readonly host: string;
  readonly keyType: string;
  /** `SHA256:…` as OpenSSH prints it. */
  readonly fingerprint: string;
  /** Writes the key to known_hosts. */
  readonly accept: () => Promise<void>;
}

/** A terminal without a window: what has been printed, as a screen. */
export interface ScreenBuffer extends Disposable {
  /** Parses `text`; `parsed` is called, in order, when the screen shows it. */
  write(text: string, parsed: () => void): void;
  resize(size: Size): void;
  readonly size: Size;
  /** Whether line feeds scroll the whole screen, so that old plain text leaves no trace but in the scrollback. */
  readonly scrollsPlainly: boolean;
  /**
   * Hears what the terminal answers to a program's questions (device attributes, cursor position). Windows must not
   * answer them: there may be several, or none.
   */
  onReply(listener: (text: string) => void): void;
  /** The screen as text that draws it again on a cleared terminal of the same size. */
  serialize(scrollback: number): string;
}

/** Bytes to text; a character cut by a chunk border is kept for the next chunk. */
export type Decode = (bytes: Uint8Array) => string;

export type ScreenFactory = (size: Size, scrollback: number) => ScreenBuffer;

/** Reads one kind of cluster by its real API. One file in `adapters/clusters/` each. */
export interface ClusterAdapter {
  readonly source: ClusterSetting["source"];
  /**
   * Tells what the cluster looks like, at once and whenever it may have changed (at most twice a second), until
   * disposed of. Never throws: what cannot be had is said to `silent`, and tried again.
   */
  watch(request: WatchRequest, listener: ClusterListener): Disposable;
}

export interface WatchRequest {
  readonly cluster: ClusterSetting;
  readonly targets: Readonly<Record<string, Target>>;
  /** Absolute folder of the talk. */
  readonly folder: string;
}

export interface ClusterListener {
  /** A whole answer: all machines and all units. A half one is no reading. */
  read(reading: ClusterReading): void;
  /** It did not answer, or only in part. `why` is a sentence that says what to do. Said again as long as it lasts. */
  silent(why: Sentence): void;
  /** There is no cluster: it is not made yet, or was removed. Said again as long as it lasts. */
  absent(): void;
}

/** Follows who answered the load balancer's requests, until disposed of; connects again by itself. */
export type FollowRequests = (
  request: WatchRequest & { readonly requests: FollowedRequests },
  answered: (by: { readonly machine: string; readonly unit: string }) => void,
) => Disposable;

/**
 * Begins one line of the demo's reset; `output` hears what it prints on both streams. `ended` gives its exit status (null
 * after a signal) or rejects with a sentence where it could not be run. Disposing of it ends what still runs.
 */
export type RunReset = (
  command: ResetCommand,
  output: (bytes: Uint8Array) => void,
) => Disposable & { readonly ended: Promise<number | null> };

/** Where takes are written while they are recorded. */
export interface TakeStore {
  /** Makes the take's folder. */
  begin(manifest: TakeManifest): Promise<TakeWriter>;
}

/** Writes never throw: what fails is said once to `onTrouble`, and the show goes on. */
export interface TakeWriter {
  readonly take: TakeId;
  /** Appends lines (with their line ends) to the pane's cast, in order. */
  append(pane: PaneId, text: string): void;
  /** Appends lines (with their line ends) to the cluster's timeline, in order. */
  appendCluster(text: string): void;
  /** Puts this manifest in place of the old one, atomically. */
  save(manifest: TakeManifest): void;
  onTrouble(listener: (message: string) => void): void;
  /** Waits until everything is on disk. */
  close(): Promise<void>;
}

/** Where a show is kept while it runs. What fails is said once, and the show goes on. */
export interface StageStore {
  save(stage: KeptStage): void;
  /** The show has ended: the next one begins anew. Nothing is saved from then on. */
  forget(): Promise<void>;
}
