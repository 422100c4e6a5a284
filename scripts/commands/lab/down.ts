import { defineCommand } from "citty";
import { cloudDown } from "../../lab/digitalocean-down.ts";
import { labDown } from "../../lab/down.ts";
import { labPlaces } from "../../lab/places.ts";
import { sayDim } from "./report.ts";

export default defineCommand({
  meta: { name: "down", description: "Removes the lab: its machines, network, keys and files." },
  args: {
    images: {
      type: "boolean",
      default: false,
      description: "The images too: the next lab builds them again",
    },
  },
  run: async ({ args }) => {
    if (await cloudDown(labPlaces(), sayDim)) {
      console.log("The cluster on DigitalOcean is destroyed.");
      return;
    }
    const was = await labDown(labPlaces(), args.images, sayDim);
    console.log(was ? "The lab is gone." : "There is no lab.");
  },
});
