import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { kit } from "#server/adapters/site/kit.ts";

import { noNetwork } from "../../scripts/bench/cuttable-network.ts";

/** Why machines with a real etcd cannot be made here, or null. */
export const noEtcd: string | null =
  noNetwork ??
  (spawnSync("etcd", ["--version"]).error ? "etcd is not installed (Debian: etcd-server)" : whyNoJq());

function whyNoJq(): string | null {
  return spawnSync("jq", ["--version"]).error ? "jq is not installed" : null;
}

/** A network namespace in which `join` finds itself on a machine: a real etcd, and stubs of systemctl and fleetctl. */
export interface JoinMachine {
  readonly name: string;
  readonly address: string;
  /** Runs join to its end. */
  join(
    machines: readonly JoinMachine[],
    members: readonly string[],
  ): Promise<{ status: number | null; said: string }>;
  /** Body of what the machine's own etcd answers; a PUT with a value. */
  etcd(path: string, value?: string): string;
  /** What join wrote: `etc("hosts")`. */
  etc(file: string): Promise<string>;
  /** Kills etcd; with its data, as a droplet that is destroyed. */
  lose(): Promise<void>;
}

export interface JoinNetwork {
  machine(name: string, role: string): Promise<JoinMachine>;
  remove(): Promise<void>;
}

/** What `systemctl start` does for join: etcd begins with the environment that its drop-in names. */
const systemctl = `#!/bin/sh
case "$*" in *etcd-member) ;; *) exit 0 ;; esac
[ ! -e "$FOLDER/pid" ] || ! kill -0 "$(cat "$FOLDER/pid")" 2>/dev/null || exit 0
set -a
. "$KUROKO_ETC/kuroko/etcd.env"
ETCD_ENABLE_V2=true ETCD_DATA_DIR=$KUROKO_ETCD_DATA ETCD_LOG_LEVEL=warn
setsid etcd >>"$FOLDER/log" 2>&1 </dev/null &
echo $! >"$FOLDER/pid"
`;
const fleetctl = '#!/bin/sh\n[ -s "$KUROKO_ETC/kuroko/fleet.env" ] && cat "$KUROKO_ETC/machine-id"\n';

/** Makes a switch to which machines can be joined. Needs root on Linux. */
export async function makeJoinNetwork(): Promise<JoinNetwork> {
  const base = await mkdtemp(join(tmpdir(), "kuroko-join-"));
  const hub = `kurokodo${process.pid}`;
  ip("netns", "add", hub);
  ip("-n", hub, "link", "add", "switch", "type", "bridge");
  ip("-n", hub, "link", "set", "switch", "up");
  const namespaces = [hub];
  const folders: string[] = [];
  return {
    async machine(name, role) {
      const number = namespaces.length;
      const space = `${hub}m${number}`;
      namespaces.push(space);
      const address = `198.19.0.${number}`;
      ip("netns", "add", space);
      ip("-n", hub, "link", "add", `port${number}`, "type", "veth", "peer", "name", "eth0", "netns", space);
      ip("-n", hub, "link", "set", `port${number}`, "master", "switch", "up");
      ip("-n", space, "addr", "add", `${address}/24`, "dev", "eth0");
      for (const card of ["lo", "eth0"]) ip("-n", space, "link", "set", card, "up");
      const folder = join(base, space);
      folders.push(folder);
      await furnish(folder, name, role, address);
      return joinMachine({ name, address, folder, space });
    },
    async remove() {
      for (const folder of folders) await stop(folder);
      for (const space of namespaces.reverse()) ip("netns", "del", space);
      await rm(base, { recursive: true, force: true });
    },
  };
}

async function furnish(folder: string, name: string, role: string, address: string): Promise<void> {
  await mkdir(join(folder, "etc/kuroko"), { recursive: true });
  await mkdir(join(folder, "bin"));
  const about = `KUROKO_MACHINE=${name}\nKUROKO_ROLE=${role}\n`;
  await writeFile(join(folder, "etc/kuroko/machine"), about);
  await writeFile(join(folder, "etc/environment"), `COREOS_PRIVATE_IPV4=${address}\n${about}`);
  await writeFile(join(folder, "etc/machine-id"), `${name}\n`);
  await writeFile(join(folder, "bin/systemctl"), systemctl, { mode: 0o755 });
  await writeFile(join(folder, "bin/fleetctl"), fleetctl, { mode: 0o755 });
}

interface Made {
  readonly name: string;
  readonly address: string;
  readonly folder: string;
  readonly space: string;
}

function joinMachine({ name, address, folder, space }: Made): JoinMachine {
  const script = join(kit.root, "assets/terraform/digitalocean/ignition/files/join.sh");
  const env = {
    ...process.env,
    PATH: `${folder}/bin:${process.env.PATH ?? ""}`,
    FOLDER: folder,
    KUROKO_ETC: join(folder, "etc"),
    KUROKO_ETCD_DATA: join(folder, "data"),
    KUROKO_BIN: join(folder, "bin"),
    KUROKO_PATIENCE_S: "40",
  };
  return {
    name,
    address,
    async join(machines, members) {
      const all = machines.map((one) => `${one.name}=${one.address}`).join(" ");
      const child = spawn("ip", ["netns", "exec", space, "sh", script, all, members.join(" "), "lb"], {
        env,
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (said += text));
      const [status] = (await once(child, "exit")) as [number | null];
      return { status, said };
    },
    etcd(path, value) {
      const put = value === undefined ? [] : ["-X", "PUT", "-d", `value=${value}`];
      const args = [
        "netns",
        "exec",
        space,
        "curl",
        "-fsS",
        "-m",
        "10",
        ...put,
        `http://127.0.0.1:2379/v2/${path}`,
      ];
      return execFileSync("ip", args, { encoding: "utf8" });
    },
    etc: (file) => readFile(join(folder, "etc", file), "utf8"),
    async lose() {
      await stop(folder);
      await rm(join(folder, "data"), { recursive: true, force: true });
    },
  };
}

/** Kills the machine's etcd and waits until it is gone. */
async function stop(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, "pid"), "utf8").catch(() => "0"));
  if (pid > 0) spawnSync("sh", ["-c", `kill -9 ${pid}; while kill -0 ${pid}; do sleep 0.1; done`]);
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}
