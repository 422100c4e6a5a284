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
  /** Safe to call twice; a process that ends without it removes its networks by itself. */
  remove(): void;
}

/** A third byte of an address each, from the block for benchmarks (RFC 2544). */
const PLACES = 250;

/** Makes a network namespace joined by a pair of virtual cards. Needs root on Linux. */
export function makeNetwork(): CuttableNetwork {
  sweep();
  const place = claimPlace();
  const name = nameOf(place);
  const [outside, inside] = [`k${place}p${process.pid}`, `k${place}`];
  const block = `198.18.${place}`;
  const remove = (): void => {
    process.off("exit", remove);
    tryIp("link", "del", outside);
    tryIp("netns", "del", name);
  };
  process.once("exit", remove);
  try {
    ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name);
    ip("addr", "add", `${block}.1/24`, "dev", outside);
    ip("link", "set", outside, "up");
    within("addr", "add", `${block}.2/24`, "dev", inside);
    within("link", "set", inside, "up");
    within("link", "set", "lo", "up");
  } catch (error) {
    remove();
    throw error;
  }
  return {
    address: `${block}.2`,
    within: ["ip", "netns", "exec", name],
    cut: () => within("link", "set", inside, "down"),
    mend: () => within("link", "set", inside, "up"),
    remove,
  };

  function within(...args: string[]): void {
    ip("-n", name, ...args);
  }
}

/** A place that is nobody else's: of two processes that add the same namespace, one is refused. */
function claimPlace(): number {
  for (let tried = 0; tried < PLACES; tried++) {
    const place = (process.pid + tried) % PLACES;
    if (tryIp("netns", "add", nameOf(place))) return place;
  }
  throw new Error(`all ${PLACES} networks are taken: "ip netns" lists them`);
}

/** Removes what processes left behind that were killed. */
function sweep(): void {
  const links = execFileSync("ip", ["-oneline", "link"], { encoding: "utf8" });
  for (const [, link = "", place, owner] of links.matchAll(/^\d+: (k(\d+)p(\d+))@/gm)) {
    if (isAlive(Number(owner))) continue;
    tryIp("link", "del", link);
    tryIp("netns", "del", nameOf(Number(place)));
  }
}

function nameOf(place: number): string {
  return `kuroko${place}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}

function tryIp(...args: string[]): boolean {
  try {
    ip(...args);
    return true;
  } catch {
    return false;
  }
}

function whyNot(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs root on Linux";
  const name = `kurokotry${process.pid}`;
  return tryIp("netns", "add", name) && tryIp("netns", "del", name)
    ? null
    : "network namespaces cannot be made here";
}
