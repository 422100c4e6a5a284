import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { callDigitalOcean } from "./digitalocean-api.ts";
import { cloudDroplet } from "./digitalocean-machines.ts";
import { LabError } from "./lab-error.ts";
import type { LabPlaces } from "./places.ts";

const withinMs = 60_000;
const droplet = z.object({ droplet: z.object({ status: z.string() }) });

/**
 * Cuts a droplet's power, or gives it back, and waits until that is done; it costs the same either way. Returns whether
 * anything changed, or null when the cluster is not on DigitalOcean. Throws a `LabError`.
 */
export async function cloudPower(
  places: LabPlaces,
  name: string,
  wish: "on" | "off",
): Promise<boolean | null> {
  const id = await cloudDroplet(places, name);
  if (id === null) return null;
  const status = wish === "on" ? "active" : "off";
  const now = async () => droplet.parse(await callDigitalOcean(`/v2/droplets/${id}`)).droplet.status;
  if ((await now()) === status) return false;
  await callDigitalOcean(`/v2/droplets/${id}/actions`, { type: `power_${wish}` });
  const endAt = Date.now() + withinMs;
  while ((await now()) !== status) {
    if (Date.now() > endAt)
      throw new LabError(`DigitalOcean has not switched ${name} ${wish} in a minute: look there`);
    await wait(500);
  }
  return true;
}
