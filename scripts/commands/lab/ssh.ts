import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { defineCommand } from "citty";
import { COMMAND_LINE } from "../../cli/check-arguments.ts";
import { cloudMachine } from "../../lab/digitalocean-machines.ts";
import { LabError } from "../../lab/lab-error.ts";
import { labPlaces } from "../../lab/places.ts";
import { machineArg, wishedMachine } from "./machine-arg.ts";

export default defineCommand({
  meta: { name: "ssh", description: "Logs in to a machine, or runs a command on it." },
  args: {
    machine: machineArg,
    command: {
      type: "positional",
      required: false,
      valueHint: COMMAND_LINE,
      description: "What to run there, with its flags",
    },
  },
  run: async ({ args, rawArgs }) => {
    const { host, port } =
      (await cloudMachine(labPlaces(), args.machine)) ?? (await labMachine(args.machine));
    process.exitCode = await ssh(host, port, commandIn(rawArgs));
  },
});

async function labMachine(name: string): Promise<{ readonly host: string; readonly port: number }> {
  const { on, port } = await wishedMachine(name);
  if (on && port !== null) return { host: "127.0.0.1", port };
  throw new LabError(`${name} is off: "kuroko lab on ${name}" switches it on`);
}

/** All after the machine's name, as it was written. */
function commandIn(words: readonly string[]): readonly string[] {
  const rest = words.slice(1);
  return rest[0] === "--" ? rest.slice(1) : rest;
}

/** Runs OpenSSH's client on this terminal; gives its exit status, which is the command's. */
async function ssh(host: string, port: number, command: readonly string[]): Promise<number> {
  const { keys } = labPlaces();
  const options = [
    "-F",
    "none",
    ...["-i", join(keys, "core"), "-p", String(port)],
    ...["-o", `UserKnownHostsFile=${join(keys, "known_hosts")}`, "-o", "StrictHostKeyChecking=yes"],
    ...["-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR"],
  ];
  const child = spawn("ssh", [...options, `core@${host}`, ...command], { stdio: "inherit" });
  const [status] = (await once(child, "close")) as [number | null];
  return status ?? 1;
}
