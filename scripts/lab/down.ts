import { rm } from "node:fs/promises";
import { docker, dockerLines, tryDocker } from "./docker.ts";
import { IMAGE_LABEL, LAB_LABEL } from "./labels.ts";
import { labIn } from "./network.ts";
import { checkEngine } from "./needs.ts";
import type { LabPlaces } from "./places.ts";
import { readRecord } from "./record.ts";
import type { Say } from "./say.ts";

/** Removes the lab: containers with their volumes, network, files; with `images` those too. Returns whether there was any. */
export async function labDown(places: LabPlaces, images: boolean, say: Say): Promise<boolean> {
  const record = await readRecord(places).catch(() => null);
  await checkEngine();
  const id = record?.id ?? (await labIn(places.folder));
  if (id !== null) await removeFromDocker(id, say);
  await rm(places.folder, { recursive: true, force: true });
  if (images) await removeImages(say);
  return id !== null || images;
}

/** All that bears the lab's label. By Docker alone: Terraform's state may be broken, and its way is slower. */
export async function removeFromDocker(id: string, say: Say): Promise<void> {
  const own = ["--filter", `label=${LAB_LABEL}=${id}`];
  const containers = await dockerLines(["ps", "--all", "--quiet", ...own]);
  if (containers.length > 0) {
    say(`removing ${containers.length} containers`);
    await docker(["rm", "--force", "--volumes", ...containers]);
  }
  const networks = await dockerLines(["network", "ls", "--quiet", ...own]);
  if (networks.length > 0) await docker(["network", "rm", ...networks]);
}

async function removeImages(say: Say): Promise<void> {
  const ids = await dockerLines(["images", "--all", "--quiet", "--filter", `label=${IMAGE_LABEL}`]);
  const found = [...new Set(ids)];
  if (found.length === 0) return;
  say(`removing ${found.length} images`);
  // Those that another lab runs on stay.
  await tryDocker(["rmi", "--force", ...found]);
}
