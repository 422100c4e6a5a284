import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProcess, type Started } from "../processes.ts";
import { watchMemory } from "../memory.ts";
import { chunksPerSecond } from "./chunks.ts";
import { dialects } from "./dialects.ts";
import { coresToUse, percentileOf, reportOf, startCrowd, startServer } from "./fan-out.ts";
import { openRawSocket } from "./raw-socket.ts";

const dialect = dialects.kuroko;
const lateViewers = 20;
const slowViewers = 20;

async function withServer<Found>(use: (server: Started) => Promise<Found>): Promise<Found> {
  const { server: core } = await coresToUse();
  const folder = await mkdtemp(join(tmpdir(), "kuroko-late."));
  const server = await startServer("kuroko", folder, core);
  try {
    return await use(server);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** From opening the socket to having the screen, after 50 MB of coloured output: one after another, in milliseconds. */
export function measureLateViewers(): Promise<number[]> {
  return withServer(async (server) => {
    server.tell("pour");
    await server.nextLine();
    const found: number[] = [];
    for (let n = 0; n < lateViewers; n++) found.push(await msToScreen(Number(server.line)));
    return found;
  });
}

function msToScreen(port: number): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    const socket = openRawSocket(port, dialect.path, {
      opened: () => undefined,
      closed: () => undefined,
      message: (payload) => {
        if (dialect.read(payload, (text) => socket.send(text)) !== "ready") return;
        socket.close();
        resolve(performance.now() - from);
      },
    });
  });
}

export interface SlowViewers {
  /** Of those who read as fast as they can, beside 20 who read 10 KB a second. */
  readonly delivered: number;
  readonly p99Ms: number;
  /** What the server held at most, above what it held before. */
  readonly grownBytes: number;
}

export function measureSlowViewers(quick: number, seconds: number): Promise<SlowViewers> {
  return withServer(async (server) => {
    const port = Number(server.line);
    const { viewers: core } = await coresToUse();
    const crowd = await startCrowd(port, "kuroko", quick, core);
    const slow = await Promise.all(Array.from({ length: slowViewers }, () => openSlow(port)));
    try {
      const before = (await readProcess(server.pid))?.residentBytes ?? NaN;
      const memory = await watchMemory(server.pid);
      server.tell(`print ${seconds * chunksPerSecond}`);
      await server.nextLine();
      const most = (await memory.stop()) ?? NaN;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const reports = await Promise.all(crowd.map(reportOf));
      const received = reports.reduce((all, report) => all + report.received, 0);
      return {
        delivered: received / (seconds * chunksPerSecond * quick),
        p99Ms: percentileOf(reports[0]?.delays ?? [], 99),
        grownBytes: most - before,
      };
    } finally {
      for (const socket of slow) socket.close();
      await Promise.all(crowd.map((process) => process.stop()));
    }
  });
}

function openSlow(port: number): Promise<{ close(): void }> {
  return new Promise((resolve) => {
    const socket = openRawSocket(
      port,
      dialect.path,
      {
        opened: () => resolve(socket),
        closed: () => undefined,
        message: (payload) => void dialect.read(payload, (text) => socket.send(text)),
      },
      true,
    );
  });
}
