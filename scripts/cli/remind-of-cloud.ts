import { existsSync } from "node:fs";
import { cloudRecordPath } from "../lab/digitalocean-paths.ts";
import { labPlaces } from "../lab/places.ts";
import { style } from "./style.ts";

/** Steps of the talk, whose screen is the audience's; and the guard itself. */
const quiet = ["off", "on", "guard"];

/** After any command: says that droplets cost money, and sees to it that their guard lives. On stderr, for pipes. */
export async function remindOfCloud([command, sub]: readonly string[]): Promise<void> {
  const places = labPlaces();
  // Nothing of it is loaded by those who have no such cluster.
  if (!existsSync(cloudRecordPath(places)) || (command === "lab" && quiet.includes(sub ?? ""))) return;
  try {
    const { cloudReminder } = await import("../lab/digitalocean-remind.ts");
    const line = await cloudReminder(places);
    if (line !== null) console.error(style("yellow", line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
