import { spawn, type ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

export interface Started {
  readonly pid: number;
  /** The first line it printed. */
  readonly line: string;
  /** Writes a line to it. */
  tell(line: string): void;
  /** The line that it prints next. */
  nextLine(): Promise<string>;
  /** Ends it and all that it started; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** Ends everything that was started and not yet stopped. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}

const startWithinMs = 30_000;
const stopWithinMs = 5_000;

/**
 * Starts a Node program and waits for its first line. Rejects with what it said on stderr when there is none.
 * @param core the processor core that it has to stay on, where `taskset` is there.
 */
export async function startNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  core: number | null = null,
): Promise<Started> {
  const pin = core === null ? [] : ["taskset", "-c", String(core)];
  const [program = "", ...rest] = [...pin, process.execPath, ...args];
  const child = spawn(program, rest, { env, stdio: ["pipe", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    await end(child, ended);
    running.delete(stop);
  };
  running.add(stop);
  try {
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    const waiting: ((line: string) => void)[] = [];
    // Read to the end, so that a talkative program is never blocked.
    lines.on("line", (line) => {
      const take = waiting.shift();
      if (take) take(line);
      else said.push(line);
    });
    const nextLine = (): Promise<string> => {
      const line = said.shift();
      return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
    };
    const line = await orFailed(child, nextLine(), () => complaints);
    return { pid: child.pid ?? 0, line, stop, nextLine, tell: (text) => void child.stdin.write(`${text}\n`) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function orFailed(child: ChildProcess, line: Promise<string>, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(late);
      reject(
        new Error(`${child.spawnargs.join(" ")}: ${why}
${complaints()}`),
      );
    };
    const late = setTimeout(() => fail(`said nothing for ${startWithinMs / 1000} s`), startWithinMs);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`ended with ${code ?? "a signal"}`));
    void line.then((first) => {
      clearTimeout(late);
      resolve(first);
    });
  });
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  const below = await descendantsOf(child.pid);
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  // Shells hang up when their pty closes; what ignores that is ended by its id.
  for (const { pid } of below) signal(pid, "SIGHUP");
  if (child.exitCode === null && child.signalCode === null) await ended;
  clearTimeout(late);
  for (const { pid, startedAt } of below) {
    if ((await readProcess(pid))?.startedAt === startedAt) signal(pid, "SIGKILL");
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly residentBytes: number;
  /** Processor time that it has had, its own and the system's for it. */
  readonly cpuMs: number;
  /** In clock ticks since the machine started: with the pid, names one process for ever. */
  readonly startedAt: number;
}

const pageBytes = 4096;
/** A clock tick of /proc on Linux. */
const tickMs = 10;

/** All that a process started, directly or not. Linux only: empty elsewhere. */
export async function descendantsOf(pid: number): Promise<ProcessFacts[]> {
  const names = await readdir("/proc").catch(() => []);
  const all = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readProcess(Number(name))),
  );
  const known = all.filter((process) => process !== null);
  const below = (parent: number): ProcessFacts[] =>
    known.filter((process) => process.parent === parent).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

/** From /proc/<pid>/stat, see proc(5); null where there is no such process. */
export async function readProcess(pid: number): Promise<ProcessFacts | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat
    .slice(nameEnd + 2)
    .split(" ")
    .map(Number);
  return {
    pid,
    name: stat.slice(stat.indexOf("(") + 1, nameEnd),
    parent: fields[1] ?? 0,
    startedAt: fields[19] ?? 0,
    cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * tickMs,
    residentBytes: (fields[21] ?? 0) * pageBytes,
  };
}
