import type { Carrier } from "./audience/dialects.ts";
import type { FanOut } from "./audience/fan-out.ts";
import type { SlowViewers } from "./audience/late-and-slow.ts";
import type { RelayLoad } from "./audience/relays.ts";
import type { Kind } from "./files.ts";
import type { PollFigures } from "./measure/cluster-server.ts";
import type { MapFigures } from "./measure/map.ts";
import type { Seek } from "./measure/seek.ts";
import type { LinkLoss } from "./measure/understudy.ts";
import type { KeyTimes } from "./pages/probe.ts";
import type { PeerName } from "./peers/peer.ts";

/** What can be asked for by `--only`. */
export const tests = ["typing", "cat", "yes", "seek", "map", "audience", "understudy"] as const;
export type TestName = (typeof tests)[number];

export const players = ["kuroko", "asciinema", "asciinema segmented"] as const;
export type PlayerName = (typeof players)[number];

/** One thing that was measured once. Times are milliseconds. */
export type Sample =
  | TypingSample
  | CatSample
  | YesSample
  | TakeSample
  | SeekSample
  | MapSample
  | PollSample
  | FanOutSample
  | LateSample
  | SlowSample
  | RelaySample
  | StepInSample
  | LinkLossSample
  | CompareSample;

interface ByPeer {
  readonly peer: PeerName;
  /** From 1. */
  readonly round: number;
  /** The most that the server held; null where /proc is missing. */
  readonly memoryBytes: number | null;
}

export interface TypingSample extends ByPeer {
  readonly test: "typing";
  readonly keys: readonly KeyTimes[];
}

export interface CatSample extends ByPeer {
  readonly test: "cat";
  readonly kind: Kind;
  readonly ms: number;
  readonly longestGapMs: number;
  /** What of screen and scrollback is not as it must be. */
  readonly difference: string | null;
}

export interface YesSample extends ByPeer {
  readonly test: "yes";
  readonly ms: number;
}

/** The same `cat`, run as a step of a talk. */
export interface TakeSample {
  readonly test: "take";
  readonly difference: string | null;
  readonly outputBytes: number;
  readonly castBytes: number;
  /** From here on the take keeps screens, and says so; null where it has every byte. */
  readonly keptScreensAfterMs: number | null;
}

export interface SeekSample {
  readonly test: "seek";
  readonly player: PlayerName;
  readonly round: number;
  readonly firstMs: number;
  readonly seeks: readonly Seek[];
}

export interface MapSample extends MapFigures {
  readonly test: "map";
  /** From 1. */
  readonly round: number;
}

/** The server's part of the map. */
export interface PollSample extends PollFigures {
  readonly test: "poll";
  /** From 1. */
  readonly round: number;
}

/** One carrier, one size of the room. */
export interface FanOutSample extends FanOut {
  readonly test: "fanOut";
  readonly carrier: Carrier;
  readonly viewers: number;
}

export interface LateSample {
  readonly test: "late";
  readonly ms: readonly number[];
}

export interface SlowSample extends SlowViewers {
  readonly test: "slow";
}

export interface RelaySample extends RelayLoad {
  readonly test: "relay";
}

/** The understudy's key in mid-step, until its first output is drawn; once for each step. */
export interface StepInSample {
  readonly test: "stepIn";
  /** From 1. */
  readonly round: number;
  readonly ms: readonly number[];
}

export interface LinkLossSample extends LinkLoss {
  readonly test: "linkLoss";
  /** From 1. */
  readonly round: number;
}

/** Comparing one output with what the step printed before. */
export interface CompareSample {
  readonly test: "compare";
  /** Of 40 lines. */
  readonly linesMs: number;
  /** Of 64 KiB, which is the most that is compared. */
  readonly most64KiBMs: number;
}

export interface Results {
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  /** Smaller files and shorter floods: says whether it works, not how fast it is. */
  readonly quick: boolean;
  readonly samples: readonly Sample[];
  /** What could not be measured, and why. */
  readonly failures: readonly string[];
}

export function samplesOf<Test extends Sample["test"]>(
  samples: readonly Sample[],
  test: Test,
): Extract<Sample, { test: Test }>[] {
  return samples.filter((sample): sample is Extract<Sample, { test: Test }> => sample.test === test);
}
