import { defineCommand } from "citty";
import { z } from "zod";
import { UsageError } from "../../cli/errors.ts";
import { labPlaces } from "../../lab/places.ts";
import { labUp } from "../../lab/up.ts";
import { cloudArgs, isCloud, refuseOnCloud, upOnCloud } from "./up-cloud.ts";
import { report, sayDim } from "./report.ts";

const number = (flag: string, least: number, most: number) =>
  z.coerce
    .number(`--${flag} takes a number`)
    .int(`--${flag} takes a whole number`)
    .min(least, `--${flag} takes ${least} to ${most}`)
    .max(most, `--${flag} takes ${least} to ${most}`)
    .optional();
const numbers = z.object({ web: number("web", 0, 40), port: number("port", 1, 65_535) });

export default defineCommand({
  meta: { name: "up", description: "Makes the lab, or what is missing of it: lb, web1 and web2." },
  args: {
    web: { type: "string", valueHint: "2", description: "How many web machines (kept until changed)" },
    port: { type: "string", valueHint: "8080", description: "Port of the load balancer on this computer" },
    "fleet-dir": {
      type: "string",
      valueHint: "folder",
      description: "Folder with fleetd and fleetctl (default: KUROKO_FLEET_DIR, or the official release)",
    },
    fleet: {
      type: "boolean",
      default: true,
      description: "With fleet",
      negativeDescription: "Without fleet",
    },
    ...cloudArgs,
    empty: {
      type: "boolean",
      default: false,
      description: "Prepare all, but make no machines: terraform apply does that on stage",
    },
  },
  run: async ({ args }) => {
    const { web, port } = parse(args);
    if (isCloud(args)) {
      await upOnCloud({ ...args, web });
      return;
    }
    const fleetDir = args["fleet-dir"];
    const places = labPlaces();
    await refuseOnCloud(places);
    const startedAt = Date.now();
    const { changed, ...status } = await labUp(
      places,
      {
        fleet: args.fleet,
        empty: args.empty,
        ...(fleetDir === undefined ? {} : { fleetDir }),
        ...(web === undefined ? {} : { web }),
        ...(port === undefined ? {} : { port }),
      },
      sayDim,
    );
    const took = `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
    const what = args.empty ? "prepared" : "up";
    console.log(changed ? `The lab is ${what} after ${took}.` : `The lab is ${what} already: nothing to do.`);
    console.log(`\n${report(status, places)}`);
  },
});

function parse(args: unknown): z.infer<typeof numbers> {
  const parsed = numbers.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => issue.message).join("; "));
}
