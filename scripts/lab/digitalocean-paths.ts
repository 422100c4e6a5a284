import { join } from "node:path";
import type { LabPlaces } from "./places.ts";

/** The file whose presence says that the cluster of these places is on DigitalOcean. */
export function cloudRecordPath({ folder }: LabPlaces): string {
  return join(folder, "digitalocean.json");
}
