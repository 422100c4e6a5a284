import { descendantsOf, readProcess } from "./processes.ts";

const everyMs = 50;
/** What a server starts for its user is not the server's memory. */
const shells = new Set(["bash", "sh", "zsh", "cat", "yes", "env"]);

export interface MemoryWatch {
  /** Ends the watch: the most that the server and its helpers held at once, or null where /proc is missing. */
  stop(): Promise<number | null>;
}

/**
 * Samples the resident memory of a process and of the helpers that it has now, without shells. What is started later
 * is a shell's command: looking for it every time would cost more than some of the servers do.
 */
export async function watchMemory(pid: number): Promise<MemoryWatch> {
  const helpers = (await descendantsOf(pid)).filter(({ name }) => !shells.has(name));
  const pids = [pid, ...helpers.map((helper) => helper.pid)];
  let peak: number | null = null;
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const found = await Promise.all(pids.map(readProcess));
      const bytes = found.reduce((sum, one) => sum + (one?.residentBytes ?? 0), 0);
      if (bytes > 0) peak = Math.max(peak ?? 0, bytes);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
      return peak;
    },
  };
}
