import { defineCommand } from "citty";
import { switchOn } from "../../lab/power.ts";
import { machineArg, wishedMachine } from "./machine-arg.ts";

export default defineCommand({
  meta: {
    name: "on",
    description: "Switches a machine on again, and waits until it is back in the cluster.",
  },
  args: { machine: machineArg },
  run: async ({ args }) => {
    const wasOff = await switchOn(await wishedMachine(args.machine));
    console.log(wasOff ? `${args.machine} is on.` : `${args.machine} is on already.`);
  },
});
