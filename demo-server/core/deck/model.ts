import type { LineOrder } from "../compare/compare-output.ts";
import type { PaneId, StepId, TalkId, TargetName } from "../ids.ts";
import type { Problem } from "../problem.ts";

/** A talk in one language, as its Markdown file says it. Plain data: it can be sent as JSON. */
export interface Deck {
  readonly talk: TalkId;
  /** Its Markdown file, as its author knows it: `hello/en.md`. */
  readonly file: string;
  readonly head: Head;
  readonly targets: Readonly<Record<TargetName, Target>>;
  /** The line on which each target is declared; `local` may be there without. */
  readonly targetLines: Readonly<Record<TargetName, number>>;
  readonly panes: Readonly<Record<PaneId, Pane>>;
  /** What the map draws; absent where the talk has no cluster. */
  readonly cluster?: ClusterSetting;
  readonly secrets: SecretRules;
  /** What brings the demo back to where it begins, in order; empty where the talk does not say. */
  readonly reset: readonly ResetCommand[];
  readonly compare: CompareSetting;
  /** In the order in which they are shown. */
  readonly slides: readonly Slide[];
  readonly problems: readonly Problem[];
}

export interface Head {
  readonly title: string;
  /** BCP 47, for example `ja`. */
  readonly language: string;
  readonly event?: string;
  readonly author?: string;
  readonly date?: string;
  /** Name of a stylesheet in `slides/themes/`. */
  readonly theme: string;
  readonly budgetMs?: number;
  readonly replay: ReplayRules;
}

/** How a take is played back. */
export interface ReplayRules {
  /** Longest silence that is kept, in recorded milliseconds. */
  readonly longestPauseMs: number;
  /** 2 plays twice as fast as it was recorded. */
  readonly speed: number;
}

/** Where a pane's commands run. */
export type Target = LocalTarget | SshTarget;

export interface LocalTarget {
  readonly kind: "local";
  /** Relative to the talk's folder. */
  readonly cwd?: string;
  readonly shell?: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface SshTarget {
  readonly kind: "ssh";
  readonly host: Host;
  /** Without one the host's own, where Terraform tells it, else 22. */
  readonly port?: number;
  /** Without one the host's own, where Terraform tells it, else who is logged in here. */
  readonly user?: string;
  /** Private key file, `~` allowed; without one the agent of `SSH_AUTH_SOCK` is asked. */
  readonly key?: string;
  /** Name of an environment variable that holds the password. */
  readonly passwordEnv?: string;
  /** Another target of kind `ssh` to go through. */
  readonly jump?: TargetName;
  /** File of known host keys, `~` allowed; default `~/.ssh/known_hosts`. */
  readonly knownHosts?: string;
  readonly keepaliveMs: number;
}

/** A host name, or where to find it when it is first needed. */
export type Host =
  | { readonly from: "text"; readonly name: string }
  /**
   * Output of `terraform output -json` in `directory` (relative to the talk's folder); `path` like `web1_ip` or `machines.web1`.
   * It is a host name, or an object with `host`, and with `port`, `user`, `key`, `known_hosts` for what the target does not say.
   */
  | { readonly from: "terraform"; readonly directory: string; readonly path: string };

export interface Pane {
  readonly id: PaneId;
  readonly title: string;
  readonly target: TargetName;
  readonly size: PaneSize;
  /** Lines kept above the screen. */
  readonly scrollback: number;
  /** Shown by the shell in place of the user's own prompt; a long one hides the demo. */
  readonly prompt?: string;
}

export type PaneSize =
  { readonly kind: "auto" } | { readonly kind: "fixed"; readonly cols: number; readonly rows: number };

/** Where the cluster's state is asked for. */
export interface ClusterSetting {
  readonly source: ClusterSourceKind;
  /** Target whose machine has the API's socket: `ssh`, or `local`. Kubernetes needs none. */
  readonly target?: TargetName;
  /** Path of the API's socket on that machine; each source has its usual one. */
  readonly socket?: string;
  /** Kubernetes: kubeconfig file (`~` allowed), context and namespace, where not the usual ones. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  /** Pane in which Terraform is run: machines appear on the map as its output says so. */
  readonly terraform?: PaneId;
  /** Who answered the load balancer's requests. */
  readonly requests?: FollowedRequests;
}

export type ClusterSourceKind = "fleet" | "swarm" | "kubernetes";

/** A command whose every line is JSON with `machine` and `unit`: one request that was answered. Run again when it ends. */
export interface FollowedRequests {
  readonly target: TargetName;
  readonly command: string;
}

/** What is cut out of everything that leaves the process. */
export interface SecretRules {
  /** Environment variables whose values are secret. */
  readonly env: readonly string[];
  /** Regular expressions (source text) that match a secret. */
  readonly patterns: readonly string[];
}

/** One part of a demo's reset. It is over within `timeoutMs`, or has failed. */
export type ResetCommand = { readonly timeoutMs: number } &
  /** A command line of `/bin/sh` on this computer, or of the login shell of another machine. */
  (
    | { readonly run: "command"; readonly target: TargetName; readonly command: string }
    /** The lab's own reset: with its machines, or without any. */
    | { readonly run: "lab"; readonly empty: boolean }
  );
/** What does not count when a step's output is compared with that of the understudy. */
export interface CompareSetting {
  /** Regular expressions (source text) of what is another in each run. */
  readonly ignore: readonly string[];
}

export interface Slide {
  /** Position in reveal.js: column, then row in the column. */
  readonly h: number;
  readonly v: number;
  /** Line of its first content, from 1. */
  readonly line: number;
  /** First heading as plain text, or "". */
  readonly title: string;
  /** The slide's Markdown without its notes; a `terminal` fence is still in it. */
  readonly markdown: string;
  /** Markdown of the notes. */
  readonly notes: string;
  /** Attributes of the `<section>`, from `<!-- .slide: … -->`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly budgetMs?: number;
  readonly layout: Layout;
  readonly scenes: readonly Scene[];
  /** Line of the slide's `cluster-map` fence; absent where it shows no map. */
  readonly mapLine?: number;
  /** Line of its `audience` fence; absent where it does not show the room's address. */
  readonly audienceLine?: number;
}

/** How the panes and the map of one slide share the room. `auto`: one alone, two side by side, three or four as a grid. */
export type Layout = "auto" | "side" | "stack" | "grid";

/** The part of a pane's script that one slide runs. */
export interface Scene {
  readonly pane: PaneId;
  readonly line: number;
  /** Run unseen before the first step, when the slide's first step is asked for. */
  readonly setup: readonly string[];
  /** Run unseen when the talk goes on to another slide after the last step. */
  readonly cleanup: readonly string[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id: StepId;
  readonly pane: PaneId;
  readonly line: number;
  /** What is typed: the command line, then its continuation lines. Never empty. */
  readonly lines: readonly string[];
  readonly expect: readonly Expectation[];
  /** Exit status that counts as success; "any" takes every one. */
  readonly exit: number | "any";
  readonly timeoutMs: number;
  /** The command is run again while what it prints, or its exit status, is not what it should be. */
  readonly retry?: Retry;
  /** Of a program that does not end: the step is done when this one has drawn nothing new for a while. */
  readonly settles?: Settling;
  readonly compare: Comparing;
  /** A command that must succeed before its target goes back to live behind this step. */
  readonly backWhen?: string;
  readonly typing: Typing;
  /** Started when this slide (its `id` attribute) comes, or at the talk's start, and only shown here. */
  readonly background?: { readonly from: "start" | { readonly slide: string } };
  readonly onFail: OnFail;
}

export interface Retry {
  /** How often it is run again at most. */
  readonly times: number;
  /** From the end of one run to the next. */
  readonly everyMs: number;
}

export interface Settling {
  readonly afterMs: number;
  /** What is sent to the program to end it, when its shell is needed again. */
  readonly stopWith: string;
}

/** How a step's output is compared with that of the understudy. */
export type Comparing = LineOrder | "off";

export type OnFail = "ask" | "auto" | "never";

export type Typing = { readonly kind: "off" } | { readonly kind: "human"; readonly charsPerSecond: number };

/** What a step must print (or not), looked for in its output without colours. */
export type Expectation =
  | { readonly kind: "text"; readonly text: string; readonly not: boolean }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string; readonly not: boolean }
  /** As `parseJsonWish` reads it. */
  | { readonly kind: "json"; readonly wish: string; readonly not: boolean };

/** All steps of a deck, or of the page made of it, in the order in which they are shown. */
export function stepsOf<Step>(deck: {
  readonly slides: readonly { readonly scenes: readonly { readonly steps: readonly Step[] }[] }[];
}): Step[] {
  return deck.slides.flatMap((slide) => slide.scenes.flatMap((scene) => scene.steps));
}
