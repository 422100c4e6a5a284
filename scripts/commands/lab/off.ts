import { defineCommand } from "citty";
import { cloudPower } from "../../lab/digitalocean-power.ts";
import { labPlaces } from "../../lab/places.ts";
import { switchOff } from "../../lab/power.ts";
import { machineArg, wishedMachine } from "./machine-arg.ts";

export default defineCommand({
  meta: { name: "off", description: "Cuts the power of a machine." },
  args: { machine: machineArg },
  run: async ({ args }) => {
    const wasOn =
      (await cloudPower(labPlaces(), args.machine, "off")) ??
      (await switchOff(await wishedMachine(args.machine)));
    console.log(wasOn ? `${args.machine} is off.` : `${args.machine} is off already.`);
  },
});
