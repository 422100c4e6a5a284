import { execFileSync } from "node:child_process";

/** Why no network can be made here, or null. */
export const noNetwork: string | null = whyNot();

/** A network with one machine on it, whose cable can be pulled: packets are then dropped, nothing is closed. */
export interface CuttableNetwork {
  /** Address of the machine. */
  readonly address: string;
  /** Words before a command line that runs on the machine. */
  readonly within: readonly string[];
  cut(): void;
  mend(): void;
  remove(): void;
}

/** Makes a network namespace joined by a pair of virtual cards. Needs root on Linux. */
export function makeNetwork(): CuttableNetwork {
  const name = `kuroko${process.pid}`;
  const [outside, inside] = [`k${process.pid}a`, `k${process.pid}b`];
  // Addresses of their own for parallel test runs, from the block for benchmarks (RFC 2544).
  const block = `198.18.${process.pid % 250}`;
  ip("netns", "add", name);
  ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name);
  ip("addr", "add", `${block}.1/24`, "dev", outside);
  ip("link", "set", outside, "up");
  const within = (...args: string[]): void => ip("-n", name, ...args);
  within("addr", "add", `${block}.2/24`, "dev", inside);
  within("link", "set", inside, "up");
  within("link", "set", "lo", "up");
  return {
    address: `${block}.2`,
    within: ["ip", "netns", "exec", name],
    cut: () => within("link", "set", inside, "down"),
    mend: () => within("link", "set", inside, "up"),
    remove: () => {
      ip("link", "del", outside);
      ip("netns", "del", name);
    },
  };
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}

function whyNot(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs root on Linux";
  const name = `kurokotry${process.pid}`;
  try {
    ip("netns", "add", name);
    ip("netns", "del", name);
    return null;
  } catch {
    return "network namespaces cannot be made here";
  }
}
