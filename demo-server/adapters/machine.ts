import { readFile } from "node:fs/promises";
import { cpus, release, type as systemName } from "node:os";

/** This computer in words, for takes and reports: `Debian GNU/Linux 12 (bookworm), 2 cores`. */
export async function describeMachine(): Promise<string> {
  const osRelease = await readFile("/etc/os-release", "utf8").catch(() => "");
  const pretty = /^PRETTY_NAME="?([^"\n]+)/m.exec(osRelease)?.[1];
  const cores = cpus().length;
  return `${pretty ?? `${systemName()} ${release()}`}, ${cores} ${cores === 1 ? "core" : "cores"}`;
}
