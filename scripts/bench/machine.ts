import { cpus, release, totalmem, type as systemName } from "node:os";
import type { Browser } from "playwright-core";

/** Where it was measured: `Intel Xeon, 2 cores, 24 GB, Linux 6.1, Node 20.20.2, Chromium 150`. */
export function describeMachine(browser: Browser): string {
  const all = cpus();
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  const system = `${systemName()} ${release()}`;
  return [
    all[0]?.model.trim() ?? "unknown processor",
    `${all.length} cores`,
    memory,
    system,
    `Node ${process.versions.node}`,
    `Chromium ${browser.version()}`,
  ].join(", ");
}
