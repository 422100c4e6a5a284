import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { docker, inspect, tryDocker } from "./docker.ts";
import { HASH_LABEL, IMAGE_LABEL } from "./labels.ts";
import { LabError } from "./lab-error.ts";
import { freePort } from "./ports.ts";
import { lastLines } from "./program.ts";
import { stopwatch, type Say } from "./say.ts";

/** Name of the registry inside the lab; the host's engine has the demo's images under it too. */
export const REGISTRY = "registry.lab:5000";

export interface Built {
  /** `web:1`. */
  readonly name: string;
  /** The tag under which the engine has it. */
  readonly image: string;
  /** Of what it was built from. */
  readonly hash: string;
}

/** An image of the registry with the demo's images in it: filled once, so that every lab has them from its start. */
export async function ensureFilledRegistry(base: Built, demo: readonly Built[], say: Say): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify([base.hash, demo]))
    .digest("hex")
    .slice(0, 12);
  const image = `kuroko-lab/registry-filled:${hash}`;
  if ((await inspect("image", image, "{{.Id}}")) !== null) return image;
  const took = stopwatch();
  say(`filling the registry: ${demo.map(({ name }) => name).join(", ")}`);
  const port = await freePort(5050);
  const container = await docker(["run", "--detach", "--publish", `127.0.0.1:${port}:5000`, base.image]);
  try {
    for (const one of demo) await push(one, port);
    const labels = [`LABEL ${IMAGE_LABEL}=registry-filled`, `LABEL ${HASH_LABEL}=${hash}`];
    await docker(["commit", ...labels.flatMap((label) => ["--change", label]), container, image]);
  } finally {
    await tryDocker(["rm", "--force", "--volumes", container]);
  }
  say(`filled in ${took()}`);
  return image;
}

/** The host's engine takes a registry on loopback without TLS. */
async function push({ name, image }: Built, port: number): Promise<void> {
  const there = `127.0.0.1:${port}/${name}`;
  await docker(["tag", image, there]);
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
