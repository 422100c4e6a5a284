import { defineCommand } from "citty";
import { labPlaces } from "../../lab/places.ts";
import { labReset } from "../../lab/reset.ts";
import { sayDim } from "./report.ts";

export default defineCommand({
  meta: {
    name: "reset",
    description: "Back to where the demo begins: no units, services, containers and keys, all machines on.",
  },
  args: {
    empty: {
      type: "boolean",
      default: false,
      description: "No machines either: terraform apply makes them on stage",
    },
  },
  run: async ({ args }) => {
    const startedAt = Date.now();
    const count = await labReset(labPlaces(), args.empty, sayDim);
    if (count === 0) console.log("Nothing to reset: the demo can begin.");
    else console.log(`Reset in ${((Date.now() - startedAt) / 1000).toFixed(0)} s: the demo can begin.`);
  },
});
