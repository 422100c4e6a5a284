import { defineCommand } from "citty";
import { cloudPower } from "../../lab/digitalocean-power.ts";
import { labPlaces } from "../../lab/places.ts";
import { switchOn } from "../../lab/power.ts";
import { machineArg, wishedMachine } from "./machine-arg.ts";

export default defineCommand({
  meta: {
    name: "on",
    description: "Switches a machine on again, and waits until it is back in the cluster.",
  },
  args: { machine: machineArg },
  run: async ({ args }) => {
    const wasOff =
      (await cloudPower(labPlaces(), args.machine, "on")) ??
      (await switchOn(await wishedMachine(args.machine)));
    console.log(wasOff ? `${args.machine} is on.` : `${args.machine} is on already.`);
  },
});
