import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureBaseImage } from "./base-image.ts";
import { contextHash } from "./context-hash.ts";
import { docker, inspect } from "./docker.ts";
import { HASH_LABEL, IMAGE_LABEL } from "./labels.ts";
import { labAssets } from "./places.ts";
import type { Say } from "./say.ts";

/** Name of the registry inside the lab; the host's engine has the demo's images under it too. */
export const REGISTRY = "registry.lab:5000";

export interface LabImages {
  /** Tags with the hash of what they were built from. */
  readonly machine: string;
  readonly registry: string;
  /** Below `REGISTRY`: `web:1`. */
  readonly demo: readonly string[];
}

interface Wish {
  /** What to call it to the presenter. */
  readonly name: string;
  readonly folder: string;
  readonly tag: (hash: string) => string;
  readonly version?: string;
}

/** Builds those images that are missing or whose sources have changed. */
export async function ensureImages(say: Say): Promise<LabImages> {
  const build = (wish: Wish) => ensureImage(wish, say);
  const machine = await build({
    name: "machine",
    folder: labAssets.machine,
    tag: (hash) => `kuroko-lab/machine:${hash}`,
  });
  const registry = await build({
    name: "registry",
    folder: labAssets.registry,
    tag: (hash) => `kuroko-lab/registry:${hash}`,
  });
  const demo: string[] = [];
  for (const wish of await demoWishes()) {
    await build(wish);
    demo.push(wish.name);
  }
  return { machine, registry, demo };
}

async function demoWishes(): Promise<Wish[]> {
  const found = await readdir(labAssets.demoImages, { withFileTypes: true }).catch(() => []);
  const wishes = found
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) => {
      const folder = join(labAssets.demoImages, name);
      return (await versionsOf(folder)).map((version) => ({
        name: `${name}:${version}`,
        folder,
        version,
        tag: () => `${REGISTRY}/${name}:${version}`,
      }));
    });
  return (await Promise.all(wishes)).flat();
}

async function versionsOf(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "versions"), "utf8").catch(() => "1");
  return text.split(/\s+/).filter((version) => version !== "");
}

async function ensureImage({ name, folder, tag, version }: Wish, say: Say): Promise<string> {
  const hash = await contextHash(folder, version);
  const image = tag(hash);
  if ((await inspect("image", image, `{{index .Config.Labels "${HASH_LABEL}"}}`)) === hash) return image;
  await ensureBaseImage(say);
  const startedAt = Date.now();
  say(`building the image ${name}`);
  const labels = ["--label", `${IMAGE_LABEL}=${name}`, "--label", `${HASH_LABEL}=${hash}`];
  const argument = version === undefined ? [] : ["--build-arg", `VERSION=${version}`];
  // The host's network: there a package mirror can be reached where a bridge leads nowhere.
  await docker(["build", "--network", "host", "--tag", image, ...labels, ...argument, folder], {
    timeoutMs: 900_000,
  });
  say(`built in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  return image;
}
