import { defineCommand } from "citty";
import { readCloudRecord } from "../../lab/digitalocean-record.ts";
import { labPlaces } from "../../lab/places.ts";
import { labStatus } from "../../lab/status.ts";
import { cloudReport } from "./report-cloud.ts";
import { report } from "./report.ts";

export default defineCommand({
  meta: { name: "status", description: "Shows the lab's machines, ports and age." },
  args: { json: { type: "boolean", default: false, description: "The same as JSON; null without a lab" } },
  run: async ({ args }) => {
    const places = labPlaces();
    if ((await readCloudRecord(places)) !== null) {
      console.log(await cloudReport(places, args.json));
      return;
    }
    const status = await labStatus(places);
    if (args.json) console.log(JSON.stringify(status, null, 2));
    else if (status === null) console.log('There is no lab. "kuroko lab up" makes it.');
    else console.log(report(status, places));
  },
});
