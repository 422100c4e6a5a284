import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeNetwork, noNetwork } from "./cuttable-network.ts";

const program = "/usr/sbin/sshd";
const port = 22;

/** Why there can be no far machine here, or null. */
export const noFarMachine: string | null = noNetwork ?? (existsSync(program) ? null : "needs sshd");

/** A machine of its own network with a real sshd, whose cable can be pulled. */
export interface FarMachine {
  /** The target's settings, as a talk's front matter has them. */
  readonly target: string;
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** Starts one; its keys lie in `scratch`, and its shells are at home there. */
export async function startFarMachine(scratch: string): Promise<FarMachine> {
  const [host, user, home] = [join(scratch, "host"), join(scratch, "user"), join(scratch, "home")];
  for (const file of [host, user])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file, "-C", "kuroko-bench"]);
  await mkdir(home);
  await mkdir("/run/sshd", { recursive: true, mode: 0o755 });
  const network = makeNetwork();
  const known = join(scratch, "known_hosts");
  const [type = "", key = ""] = (await readFile(`${host}.pub`, "utf8")).split(" ");
  await writeFile(known, `${network.address} ${type} ${key}\n`);
  const settings = [
    `Port=${port}`,
    `ListenAddress=${network.address}`,
    `HostKey=${host}`,
    `AuthorizedKeysFile=${user}.pub`,
    `SetEnv=HOME=${home}`,
    "PidFile=none",
    "StrictModes=no",
    "UsePAM=no",
    "PermitRootLogin=yes",
    // Who is cut off would stay, and hold on to what sshd says.
    "ClientAliveInterval=1",
    "ClientAliveCountMax=2",
  ];
  const options = settings.flatMap((setting) => ["-o", setting]);
  const [ip = "", ...within] = [...network.within, program, "-D", "-e", "-f", "/dev/null", ...options];
  const sshd = spawn(ip, within, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => sshd.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    sshd.kill();
    network.remove();
    await ended;
    sshd.stderr.destroy();
  };
  const listens = new Promise<boolean>((resolve) => {
    sshd.stderr.on("data", (said: Buffer) => said.includes("Server listening") && resolve(true));
    sshd.once("close", () => resolve(false));
  });
  if (!(await listens)) {
    await stop();
    throw new Error("sshd did not start");
  }
  return {
    target: `{ host: ${network.address}, user: root, key: ${user}, known hosts: ${known} }`,
    cut: () => network.cut(),
    mend: () => network.mend(),
    stop,
  };
}
