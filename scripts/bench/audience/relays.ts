import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "../../cli/test-tools.ts";
import { showFlags } from "../../cli/package.ts";
import { readProcess, startNode, type Started } from "../processes.ts";
import { chunksPerSecond } from "./chunks.ts";
import { percentileOf, reportOf, startCrowd, startServer, sum } from "./fan-out.ts";

export interface RelayLoad {
  readonly relays: number;
  /** At all of them together. */
  readonly viewers: number;
  readonly delivered: number;
  readonly p99Ms: number;
  /** Of one core, the mean of the relays. */
  readonly cpuPercent: number;
}

/**
 * A stage, a Redis and relays on one machine: they share its cores with the viewers, so that what each relay uses of a core is
 * looked at, and not how late it is. Rejects where no redis-server is installed.
 */
export async function measureRelays(relays: number, viewers: number, seconds: number): Promise<RelayLoad> {
  const program = await programPath(["redis-server"]);
  if (program === null) throw new Error("needs redis-server");
  const folder = await mkdtemp(join(tmpdir(), "kuroko-relays."));
  const port = await freePort();
  const redis = spawn(program, [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--dir",
    folder,
  ]);
  const url = `redis://127.0.0.1:${port}`;
  const started: Started[] = [];
  try {
    const stage = await startServer("kuroko", folder, null, [url]);
    started.push(stage);
    const relay = join(import.meta.dirname, "relay-server.js");
    const all = [];
    for (let n = 0; n < relays; n++) {
      all.push(await startNode([...showFlags(), relay, folder, url], process.env));
    }
    started.push(...all);
    const crowd: Started[] = [];
    for (const { line } of all)
      crowd.push(...(await startCrowd(Number(line), "kuroko", viewers / relays, null)));
    started.push(...crowd);
    const before = await cpuMsOf(all);
    const from = performance.now();
    stage.tell(`print ${seconds * chunksPerSecond}`);
    await stage.nextLine();
    const cpuMs = (await cpuMsOf(all)) - before;
    const passedMs = performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const reports = await Promise.all(crowd.map(reportOf));
    const received = reports.reduce((count, report) => count + report.received, 0);
    return {
      relays,
      viewers,
      delivered: received / (seconds * chunksPerSecond * viewers),
      p99Ms: percentileOf(sum(reports.map(({ delays }) => delays)), 99),
      cpuPercent: (100 * cpuMs) / passedMs / relays,
    };
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    const gone = once(redis, "exit");
    redis.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
}

async function cpuMsOf(processes: readonly Started[]): Promise<number> {
  const facts = await Promise.all(processes.map(({ pid }) => readProcess(pid)));
  return facts.reduce((all, fact) => all + (fact?.cpuMs ?? NaN), 0);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
