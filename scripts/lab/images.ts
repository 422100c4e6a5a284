import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureBaseImage } from "./base-image.ts";
import { contextHash } from "./context-hash.ts";
import { docker, inspect } from "./docker.ts";
import { HASH_LABEL, IMAGE_LABEL } from "./labels.ts";
import { labAssets } from "./places.ts";
import { ensureFilledRegistry, REGISTRY, type Built } from "./registry-image.ts";
import { stopwatch, type Say } from "./say.ts";

export interface LabImages {
  /** Tags with the hash of what they were built from. */
  readonly machine: string;
  readonly registry: string;
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
  const machine = await ensureImage(
    { name: "machine", folder: labAssets.machine, tag: (hash) => `kuroko-lab/machine:${hash}` },
    say,
  );
  const base = await ensureImage(
    { name: "registry", folder: labAssets.registry, tag: (hash) => `kuroko-lab/registry:${hash}` },
    say,
  );
  const demo: Built[] = [];
  for (const wish of await demoWishes()) demo.push({ ...(await ensureImage(wish, say)), name: wish.name });
  return { machine: machine.image, registry: await ensureFilledRegistry(base, demo, say) };
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

async function ensureImage({ name, folder, tag, version }: Wish, say: Say): Promise<Built> {
  const hash = await contextHash(folder, version);
  const image = tag(hash);
  if ((await inspect("image", image, `{{index .Config.Labels "${HASH_LABEL}"}}`)) === hash)
    return { name, image, hash };
  await ensureBaseImage(say);
  const took = stopwatch();
  say(`building the image ${name}`);
  const labels = ["--label", `${IMAGE_LABEL}=${name}`, "--label", `${HASH_LABEL}=${hash}`];
  const argument = version === undefined ? [] : ["--build-arg", `VERSION=${version}`];
  // The host's network: there a package mirror can be reached where a bridge leads nowhere.
  await docker(["build", "--network", "host", "--tag", image, ...labels, ...argument, folder], {
    timeoutMs: 900_000,
  });
  say(`built in ${took()}`);
  return { name, image, hash };
}
