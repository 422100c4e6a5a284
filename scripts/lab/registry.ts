import { setTimeout as wait } from "node:timers/promises";
import { docker, inspect, tryDocker } from "./docker.ts";
import { REGISTRY, type LabImages } from "./images.ts";
import { LAB_LABEL } from "./labels.ts";
import { LabError } from "./lab-error.ts";
import { freePort } from "./ports.ts";
import { lastLines } from "./program.ts";
import type { LabRecord } from "./record.ts";
import type { Say } from "./say.ts";

type Settled = Pick<LabRecord, "registryPort" | "pushed">;

/** Makes sure that the registry runs and has the demo's images. Returns what has to be remembered of it. */
export async function ensureRegistry(record: LabRecord, images: LabImages, say: Say): Promise<Settled> {
  const name = `${record.id}-registry`;
  let port = record.registryPort;
  if (port === null || !(await isRunning(name, images.registry))) {
    await tryDocker(["rm", "--force", "--volumes", name]);
    port = await freePort(port ?? 5050);
    const network = [
      "--network",
      record.id,
      "--network-alias",
      "registry.lab",
      "--ip",
      `${record.subnet ?? ""}.2`,
    ];
    const published = ["--publish", `127.0.0.1:${port}:5000`];
    const label = ["--label", `${LAB_LABEL}=${record.id}`];
    await docker(["run", "--detach", "--name", name, ...label, ...network, ...published, images.registry]);
  }
  const container = await docker(["container", "inspect", "--format", "{{.Id}}", name]);
  const before = record.pushed?.container === container ? record.pushed.images : {};
  return { registryPort: port, pushed: { container, images: await push(images.demo, port, before, say) } };
}

async function isRunning(name: string, image: string): Promise<boolean> {
  const found = await inspect("container", name, "{{.State.Running}} {{.Config.Image}}");
  return found === `true ${image}`;
}

/** Pushes those images that the registry lacks. The host's engine takes a registry on loopback without TLS. */
async function push(
  names: readonly string[],
  port: number,
  before: Readonly<Record<string, string>>,
  say: Say,
): Promise<Record<string, string>> {
  const pushed: Record<string, string> = {};
  for (const name of names) {
    const id = await docker(["image", "inspect", "--format", "{{.Id}}", `${REGISTRY}/${name}`]);
    if (before[name] !== id) {
      say(`filling the registry: ${name}`);
      await pushOne(name, port);
    }
    pushed[name] = id;
  }
  return pushed;
}

async function pushOne(name: string, port: number): Promise<void> {
  const there = `127.0.0.1:${port}/${name}`;
  await docker(["tag", `${REGISTRY}/${name}`, there]);
  try {
    // The registry may still be starting.
    for (let tries = 20; ; tries--) {
      const { status, stderr } = await tryDocker(["push", "--quiet", there], { timeoutMs: 300_000 });
      if (status === 0) return;
      if (tries === 0) throw new LabError(`the registry does not take ${name}: ${lastLines(stderr, 3)}`);
      await wait(250);
    }
  } finally {
    await tryDocker(["rmi", there]);
  }
}
