import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "../../cli/test-tools.ts";
import { showFlags } from "../../cli/package.ts";
import { watchMemory } from "../memory.ts";
import { readProcess, startNode, type Started } from "../processes.ts";
import { chunksPerSecond } from "./chunks.ts";
import type { Carrier } from "./dialects.ts";

const here = import.meta.dirname;
/** So many viewers in one process; more would be late themselves. */
const viewersPerProcess = 1000;

export interface FanOut {
  /** Of all chunks that all viewers should have got. */
  readonly delivered: number;
  /** From when a chunk was due to when a viewer had it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of one core. */
  readonly cpuPercent: number;
  readonly memoryBytes: number | null;
}

/** Lets the carrier bring chunks to so many viewers, for so long. */
export async function measureFanOut(carrier: Carrier, viewers: number, seconds: number): Promise<FanOut> {
  const cores = await coresToUse();
  const folder = await mkdtemp(join(tmpdir(), "kuroko-fan-out."));
  const server = await startServer(carrier, folder, cores.server);
  const crowd: Started[] = [];
  try {
    crowd.push(...(await startCrowd(Number(server.line), carrier, viewers, cores.viewers)));
    const chunks = seconds * chunksPerSecond;
    const memory = await watchMemory(server.pid);
    const { cpuPercent } = await cpuDuring(server.pid, async () => {
      server.tell(`print ${chunks}`);
      await server.nextLine();
    });
    // What is on its way: a server that is behind is given two seconds more.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const memoryBytes = await memory.stop();
    const reports = await Promise.all(crowd.map(reportOf));
    const delays = sum(reports.map((report) => report.delays));
    const received = reports.reduce((all, report) => all + report.received, 0);
    return {
      delivered: received / (chunks * viewers),
      p50Ms: percentileOf(delays, 50),
      p99Ms: percentileOf(delays, 99),
      cpuPercent,
      memoryBytes,
    };
  } finally {
    await Promise.all([server, ...crowd].map((process) => process.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

export function startServer(
  carrier: Carrier,
  folder: string,
  core: number | null,
  more: readonly string[] = [],
): Promise<Started> {
  const program = {
    kuroko: [...showFlags(), join(here, "kuroko-server.js"), folder],
    "socket.io": [join(here, "socket-io-server.js"), folder],
    ws: [join(here, "ws-server.js"), folder],
    "ws gathered": [join(here, "ws-server.js"), folder, "50"],
  }[carrier];
  return startNode([...program, ...more], process.env, core);
}

/** Resolves when all of them follow. */
export async function startCrowd(
  port: number,
  carrier: Carrier,
  viewers: number,
  core: number | null,
): Promise<Started[]> {
  const crowd: Started[] = [];
  for (let left = viewers; left > 0; left -= viewersPerProcess) {
    const count = String(Math.min(left, viewersPerProcess));
    crowd.push(await startNode([join(here, "viewers.js"), String(port), carrier, count], process.env, core));
  }
  return crowd;
}

export interface CrowdReport {
  readonly received: number;
  readonly odd: number;
  readonly screens: number;
  /** How many were late by so many whole milliseconds. */
  readonly delays: readonly number[];
}

export async function reportOf(crowd: Started): Promise<CrowdReport> {
  crowd.tell("report");
  return JSON.parse(await crowd.nextLine()) as CrowdReport;
}

/** The server has one core for itself; viewers, and all else, the others. */
export async function coresToUse(): Promise<{ server: number | null; viewers: number | null }> {
  const canPin = cpus().length > 1 && (await programPath(["taskset"])) !== null;
  return canPin ? { server: 0, viewers: 1 } : { server: null, viewers: null };
}

export async function cpuDuring(pid: number, act: () => Promise<void>): Promise<{ cpuPercent: number }> {
  const before = await readProcess(pid);
  const from = performance.now();
  await act();
  const after = await readProcess(pid);
  const usedMs = (after?.cpuMs ?? NaN) - (before?.cpuMs ?? NaN);
  return { cpuPercent: (100 * usedMs) / (performance.now() - from) };
}

export function sum(lists: readonly (readonly number[])[]): number[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, slot) =>
    lists.reduce((all, list) => all + (list[slot] ?? 0), 0),
  );
}

/** Of values that were counted by whole milliseconds: the upper end of the one that it falls into. NaN of nothing. */
export function percentileOf(counts: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * counts.reduce((all, count) => all + count, 0));
  let seen = 0;
  const slot = counts.findIndex((count) => (seen += count) >= rank && seen > 0);
  return slot < 0 ? NaN : slot + 1;
}
