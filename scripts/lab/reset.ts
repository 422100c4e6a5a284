import { access } from "node:fs/promises";
import { docker, dockerLines } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import { listMachines, type LabMachine } from "./machines.ts";
import { mend } from "./mend.ts";
import { checkEngine } from "./needs.ts";
import { labAssets, type LabPlaces } from "./places.ts";
import { recordOf } from "./record.ts";
import type { Say } from "./say.ts";
import { applyTerraform, destroyTerraform, stateMachines } from "./terraform.ts";

/** Back to the state in which the demo begins. Returns how many things were out of it. */
export async function labReset(places: LabPlaces, empty: boolean, say: Say): Promise<number> {
  const record = await recordOf(places);
  await checkEngine();
  let count = 0;
  const note: Say = (line) => {
    count++;
    say(line);
  };
  if (empty) {
    if ((await stateMachines(places)).length > 0) await destroyTerraform(places, note);
    return count;
  }
  await applyTerraform(places, note, await mend(record, places, note));
  const machines = await listMachines(record.id, places);
  await inOne(machines, "reset-cluster", note);
  await Promise.all(machines.map((machine) => cleanMachine(machine, note)));
  await inOne(machines, "reset-keys", note);
  return count;
}

/** On a load balancer, for these are the Swarm's managers. */
async function inOne(machines: readonly LabMachine[], script: string, say: Say): Promise<void> {
  const first = machines.find(({ role }) => role === "lb") ?? machines[0];
  if (first === undefined) throw new LabError('the lab has no machines: "kuroko lab up" makes them');
  for (const line of await dockerLines(["exec", first.container, script])) say(`removed ${line}`);
}

async function cleanMachine({ name, container }: LabMachine, say: Say): Promise<void> {
  for (const line of await dockerLines(["exec", container, "reset-machine"])) say(`${name}: removed ${line}`);
  for (const folder of labAssets.home) {
    const isThere = await access(folder).then(
      () => true,
      () => false,
    );
    if (isThere) await docker(["cp", `${folder}/.`, `${container}:/home/core/`]);
  }
  await docker(["exec", container, "chown", "-R", "core:", "/home/core"]);
}
