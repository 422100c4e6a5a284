import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

import type { SshTarget } from "#core/deck/model.ts";

import { eventually } from "./eventually.ts";
import { descendantsOf, type RunningProcess } from "./processes.ts";

const program = "/usr/sbin/sshd";

/** Why a real sshd cannot be started here, or null. */
export const noSshd: string | null = existsSync(program)
  ? null
  : `${program} is missing: install openssh-server`;

export interface SshdSetting {
  /** Who logs in; default: who runs the tests. Another one needs root. */
  readonly user?: string;
  readonly hostKeyTypes?: readonly HostKeyType[];
  /** Lines of sshd_config that come first, and so win. */
  readonly config?: readonly string[];
  /** Where it listens; default 127.0.0.1. */
  readonly address?: string;
  /** Words before the command line, for example `ip netns exec x`. */
  readonly within?: readonly string[];
}

export type HostKeyType = "ed25519" | "rsa" | "ecdsa";

/** A real OpenSSH server with keys and settings of its own. */
export interface Sshd {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Private key that it lets in. */
  readonly userKeyFile: string;
  /** The lines of known_hosts that speak of it, one for each of its keys. */
  readonly hostKeyLines: readonly string[];
  /** A known_hosts file with exactly these lines. */
  readonly knownHosts: string;
  /** Scratch folder, removed by `stop`. */
  readonly folder: string;
  /** What it said so far. */
  log(): string;
  /** Its processes, one or two for each connection, and what they run. */
  sessions(): Promise<RunningProcess[]>;
  /** A target that logs in with the key. */
  target(differences?: Partial<SshTarget>): SshTarget;
  /** A target that is left to find another way in. */
  targetWithoutKey(differences?: Partial<SshTarget>): SshTarget;
  /** The server and all its connections die at once. */
  kill(): Promise<void>;
  /** Starts it again behind `kill`, where it was. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts sshd and waits until it listens. */
export async function startSshd(setting: SshdSetting = {}): Promise<Sshd> {
  const { user = userInfo().username, hostKeyTypes = ["ed25519"], address = "127.0.0.1" } = setting;
  const folder = await mkdtemp(join(tmpdir(), "kuroko-sshd-"));
  // The user logging in reads the authorized keys.
  await chmod(folder, 0o755);
  const userKeyFile = join(folder, "user_key");
  makeKey(userKeyFile, "ed25519");
  await copyFile(`${userKeyFile}.pub`, join(folder, "authorized_keys"));
  const hostKeys = hostKeyTypes.map((type) => join(folder, `host_${type}`));
  hostKeyTypes.forEach((type, index) => makeKey(hostKeys[index] ?? "", type));

  const port = await freePort();
  // Start-up files of whoever runs the tests may be slow, and leave locks behind when a test ends their shell.
  const home = setting.user === undefined ? [`SetEnv HOME=${folder}`] : [];
  const extra = [...(setting.config ?? []), ...home];
  const config = join(folder, "sshd_config");
  await writeFile(config, configOf({ folder, port, address, hostKeys, extra }));
  const hostKeyLines = await Promise.all(hostKeys.map((file) => knownLine(`${file}.pub`, address, port)));
  const knownHosts = join(folder, "known_hosts");
  await writeFile(knownHosts, hostKeyLines.join(""), { mode: 0o600 });

  const start = (): Promise<Listening> =>
    listen([...(setting.within ?? []), program, "-D", "-e", "-f", config]);
  let running = await start();
  const bare: SshTarget = {
    kind: "ssh",
    host: { from: "text", name: address },
    port,
    user,
    knownHosts,
    keepaliveMs: 2000,
  };
  const sessions = (): Promise<RunningProcess[]> => descendantsOf(running.pid);
  const kill = async (): Promise<void> => {
    const left = await sessions();
    await running.end();
    for (const { pid } of left) signal(pid, "SIGKILL");
  };
  return {
    host: address,
    port,
    user,
    userKeyFile,
    hostKeyLines,
    knownHosts,
    folder,
    log: () => running.log(),
    sessions,
    target: (differences) => ({ ...bare, key: userKeyFile, ...differences }),
    targetWithoutKey: (differences) => ({ ...bare, ...differences }),
    kill,
    async start() {
      running = await start();
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a key pair without a passphrase, or with one. */
export function makeKey(file: string, type: HostKeyType, passphrase = ""): void {
  execFileSync("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", "kuroko-test", "-f", file]);
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Whether something accepts TCP connections there. */
export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

interface Layout {
  readonly folder: string;
  readonly port: number;
  readonly address: string;
  readonly hostKeys: readonly string[];
  readonly extra: readonly string[];
}

function configOf({ folder, port, address, hostKeys, extra }: Layout): string {
  return [
    ...extra,
    `Port ${port}`,
    `ListenAddress ${address}`,
    ...hostKeys.map((file) => `HostKey ${file}`),
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    `PidFile none`,
    "StrictModes no",
    "UsePAM no",
    "PermitRootLogin yes",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "AllowTcpForwarding yes",
    "AllowStreamLocalForwarding yes",
    "PrintMotd no",
    "",
  ].join("\n");
}

async function knownLine(publicKey: string, address: string, port: number): Promise<string> {
  const [type, key] = (await readFile(publicKey, "utf8")).split(" ");
  return `[${address}]:${port} ${type ?? ""} ${key ?? ""}\n`;
}

interface Listening {
  readonly pid: number;
  readonly log: () => string;
  readonly end: () => Promise<void>;
}

async function listen([file = "", ...args]: readonly string[]): Promise<Listening> {
  // Where sshd, started as root, locks its unprivileged part in.
  if (process.getuid?.() === 0) await mkdir("/run/sshd", { recursive: true, mode: 0o755 });
  const child = spawn(file, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const state = { ended: false };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      said += error.message;
      state.ended = true;
      resolve();
    });
    child.once("exit", () => {
      state.ended = true;
      resolve();
    });
  });
  await eventually(() => said.includes("Server listening") || state.ended, 10_000);
  if (state.ended) throw new Error(`sshd did not start: ${said}`);
  return {
    pid: child.pid ?? 0,
    log: () => said,
    end: () => {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended with its connection.
  }
}
