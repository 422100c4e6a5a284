import { readdir, readFile } from "node:fs/promises";

/** How long a program may take to leave after the hang-up. */
const graceMs = 2000;

/**
 * Hangs up on a shell that leads its session, as a closed terminal does; what ignores that is killed after a
 * moment. Only what left the session (`setsid`) survives.
 */
export function endSession(leader: number): void {
  signal(-leader, "SIGHUP");
  signal(-leader, "SIGCONT");
  setTimeout(() => void killSession(leader), graceMs).unref();
}

async function killSession(leader: number): Promise<void> {
  for (const pid of await membersOf(leader)) signal(pid, "SIGKILL");
}

/** Processes of a session, from Linux's /proc; elsewhere none, where the hang-up alone has to do. */
export async function membersOf(leader: number): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const sessions = await Promise.all(pids.map(sessionOf));
  return pids.filter((_, index) => sessions[index] === leader);
}

/** Field 6 of proc(5)'s `stat`; the name before it stands in brackets and may hold anything. */
async function sessionOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const session = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3];
  return session === undefined ? null : Number(session);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone by itself.
  }
}
