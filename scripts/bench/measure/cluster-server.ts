import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwatched, nextWatch } from "#core/cluster/watch.ts";
import { id } from "#core/ids.ts";
import { cluster as fleet } from "#server/adapters/clusters/fleet.ts";

/** What the server does for a map, with nobody looking. */
export interface PollFigures {
  /** Processor time of one poll of all pages, with finding what has changed. */
  readonly cpuMs: number;
  /** Of one core, at two polls a second, in percent. */
  readonly cpuPercent: number;
  readonly polls: number;
}

/**
 * Asks a fleet of 50 machines and 500 units, twice a second, over a socket of this computer. The fleet is a process of
 * its own, so that only the asking is measured.
 */
export async function measurePolls(forMs: number): Promise<PollFigures> {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-bench-fleet-"));
  const socket = join(folder, "fleet.sock");
  const server = spawn(process.execPath, ["-e", fleetServer, socket], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise((resolve) => server.stdout.once("data", resolve));
    // The first poll also loads and compiles what it needs.
    await poll(socket, 3_000);
    return await poll(socket, forMs);
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function poll(socket: string, forMs: number): Promise<PollFigures> {
  const request = {
    cluster: { source: "fleet", target: id<"target">("local"), socket },
    targets: { local: { kind: "local", env: {} } },
    folder: "/",
  } as const;
  let state = unwatched;
  let polls = 0;
  const troubles: string[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const watching = fleet.watch(request, {
    read: (reading) => {
      polls++;
      [state] = nextWatch(state, { type: "read", at: performance.now(), reading });
    },
    silent: (why) => troubles.push(why),
    absent: () => troubles.push("there is no cluster"),
  });
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const { user, system } = process.cpuUsage(cpuBefore);
  const passedMs = performance.now() - startedAt;
  watching.dispose();
  if (troubles.length > 0 || polls === 0) throw new Error(troubles[0] ?? "no poll was answered");
  const cpuMs = (user + system) / 1000;
  return { cpuMs: cpuMs / polls, cpuPercent: (100 * cpuMs) / passedMs, polls };
}

/** fleet's API as far as it is asked, in pages of 100: 11 calls a poll. Four units change their state each time. */
const fleetServer = `
const { createServer } = require("node:http");
const machines = Array.from({ length: 50 }, (_, n) => ({
  id: "machine" + n, primaryIP: "10.0.0." + n, metadata: { name: "web" + n, role: "web" },
}));
const options = ["ExecStartPre=-/usr/bin/docker rm -f web-%i", "ExecStartPre=/usr/bin/docker pull registry:5000/web:2",
  "ExecStart=/usr/bin/docker run --rm --name web-%i -p %i:80 registry:5000/web:2", "ExecStop=/usr/bin/docker stop web-%i"]
  .map((line) => ({ section: "Service", name: line.split("=")[0], value: line.slice(line.indexOf("=") + 1) }));
const units = Array.from({ length: 500 }, (_, n) => ({
  name: "web@" + n + ".service", desiredState: "launched", currentState: "launched", machineID: "machine" + (n % 50), options,
}));
let turn = 0;
const states = () => {
  turn++;
  return units.map(({ name, machineID }, n) => ({ name, machineID, hash: "x".repeat(40), systemdLoadState: "loaded",
    systemdActiveState: (n + turn) % 125 === 0 ? "activating" : "active", systemdSubState: "running" }));
};
createServer((request, response) => {
  const url = new URL(request.url, "http://fleet");
  const from = Number(url.searchParams.get("nextPageToken") || 0);
  const name = url.pathname.split("/").pop();
  const all = name === "machines" ? machines : name === "units" ? units : states();
  const page = { [name === "state" ? "states" : name]: all.slice(from, from + 100) };
  if (from + 100 < all.length) page.nextPageToken = String(from + 100);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(page));
}).listen(process.argv[1], () => console.log("ready"));
`;
