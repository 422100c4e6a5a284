/** What is said of the samples: one number for many. */
import type { Kind } from "./files.ts";
import type { KeyTimes } from "./pages/probe.ts";
import type { PeerName } from "./peers/peer.ts";
import { samplesOf, type PlayerName, type Sample } from "./samples.ts";
import { median, percentile, percentileOfTicks } from "./statistics.ts";

/** Chromium gives a page the time in steps of so much, where it is not isolated from other origins. */
const pageTickMs = 0.1;

/** Over all keys of all rounds, until one of the two moments. */
export function keyMs(
  samples: readonly Sample[],
  peer: PeerName,
  until: keyof KeyTimes,
  percent: number,
): number {
  const typed = samplesOf(samples, "typing").filter((sample) => sample.peer === peer);
  return percentileOfTicks(
    typed.flatMap(({ keys }) => keys.map((key) => key[until])),
    percent,
    pageTickMs,
  );
}

export interface CatFigures {
  readonly ms: number;
  readonly longestGapMs: number;
  readonly exact: boolean;
}

/** Median time, worst gap; null where it was not measured. */
export function catFigures(samples: readonly Sample[], kind: Kind, peer: PeerName): CatFigures | null {
  const found = samplesOf(samples, "cat").filter((sample) => sample.kind === kind && sample.peer === peer);
  if (found.length === 0) return null;
  return {
    ms: median(found.map(({ ms }) => ms)),
    longestGapMs: Math.max(...found.map(({ longestGapMs }) => longestGapMs)),
    exact: found.every(({ difference }) => difference === null),
  };
}

/** Of each round. */
export function promptMs(samples: readonly Sample[], peer: PeerName): number[] {
  return samplesOf(samples, "yes")
    .filter((sample) => sample.peer === peer)
    .map(({ ms }) => ms);
}

/** The most that a peer's server held in any of these tests; NaN where it was not measured. */
export function memoryMB(
  samples: readonly Sample[],
  peer: PeerName,
  test?: "typing" | "cat" | "yes",
): number {
  const held = samples.flatMap((sample) => {
    if (!("peer" in sample) || sample.peer !== peer || (test && sample.test !== test)) return [];
    return sample.memoryBytes ?? [];
  });
  return held.length === 0 ? NaN : Math.max(...held) / 1e6;
}

/** Median of the seeks to one place, or of all. */
export function seekMs(
  samples: readonly Sample[],
  player: PlayerName,
  to?: { readonly percent: number; readonly backwards: boolean },
): number {
  const seeks = samplesOf(samples, "seek")
    .filter((sample) => sample.player === player)
    .flatMap((sample) => sample.seeks)
    .filter((seek) => !to || (seek.percent === to.percent && seek.backwards === to.backwards));
  return median(seeks.map(({ ms }) => ms));
}

export function firstScreenMs(samples: readonly Sample[], player: PlayerName): number {
  const found = samplesOf(samples, "seek").filter((sample) => sample.player === player);
  return median(found.map(({ firstMs }) => firstMs));
}

export interface MapSummary {
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Frames that came at least one frame of a 60 Hz screen too late. */
  readonly latePercent: number;
  /** Of one core; median of the rounds. */
  readonly busyPercent: number;
  readonly idlePercent: number;
}

/** Processor time of one poll of a fleet, and of two a second in percent of a core; null where it was not measured. */
export function pollFigures(samples: readonly Sample[]): { cpuMs: number; cpuPercent: number } | null {
  const rounds = samplesOf(samples, "poll");
  if (rounds.length === 0) return null;
  return {
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
    cpuPercent: median(rounds.map(({ cpuPercent }) => cpuPercent)),
  };
}

/** A frame of a 60 Hz screen, and the little by which clocks are never the same. */
const onTimeMs = 1000 / 60 + 1;

/** Over the frames of all rounds; null where it was not measured. */
export function mapFigures(samples: readonly Sample[]): MapSummary | null {
  const rounds = samplesOf(samples, "map");
  const frames = rounds.flatMap(({ framesMs }) => framesMs);
  if (frames.length === 0) return null;
  return {
    p50: percentile(frames, 50),
    p95: percentile(frames, 95),
    longest: Math.max(...frames),
    latePercent: (100 * frames.filter((ms) => ms > onTimeMs).length) / frames.length,
    busyPercent: median(rounds.map(({ busyPercent }) => busyPercent)),
    idlePercent: median(rounds.map(({ idlePercent }) => idlePercent)),
  };
}
