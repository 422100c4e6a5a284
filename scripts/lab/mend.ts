import { setTimeout as wait } from "node:timers/promises";
import { tryDocker } from "./docker.ts";
import { listMachines, type LabMachine } from "./machines.ts";
import type { LabPlaces } from "./places.ts";
import { switchOn } from "./power.ts";
import type { LabRecord } from "./record.ts";
import type { Say } from "./say.ts";
import { destroyTerraform, stateMachines } from "./terraform.ts";

/**
 * Brings machines back that were switched off, before Terraform is asked. Returns the names of those that Terraform
 * believes in, but that are gone or cannot come back.
 */
export async function mend(record: LabRecord, places: LabPlaces, say: Say): Promise<string[]> {
  const [machines, known] = await Promise.all([listMachines(record.id, places), stateMachines(places)]);
  const gone = known.filter((name) => machines.every((machine) => machine.name !== name));
  for (const name of gone) say(`${name} is gone, it will be made again`);
  const off = machines.filter((machine) => !machine.on && known.includes(machine.name));
  const back = await Promise.all(off.map((machine) => bringBack(machine, say)));
  const lost = off.filter((_, index) => back[index] !== true).map(({ name }) => name);
  const members = machines.filter(({ joined }) => joined);
  if (members.length === 0 || (await hasMajority(members))) return [...gone, ...lost];
  say("etcd has lost its majority: all machines are made again");
  await destroyTerraform(places, say);
  return [];
}

async function bringBack(machine: LabMachine, say: Say): Promise<boolean> {
  say(`${machine.name} is off, switching it on`);
  return switchOn(machine).then(
    () => true,
    () => false,
  );
}

/** A write needs the majority of etcd's members; an election takes a second or two. */
async function hasMajority(machines: readonly LabMachine[]): Promise<boolean> {
  for (let tries = 30; tries > 0; tries--) {
    for (const { container } of machines) {
      const write =
        "ETCDCTL_API=2 timeout 3 etcdctl set /kuroko-check ok && ETCDCTL_API=2 etcdctl rm /kuroko-check";
      if ((await tryDocker(["exec", container, "sh", "-c", write])).status === 0) return true;
    }
    await wait(500);
  }
  return false;
}
