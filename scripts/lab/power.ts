import { setTimeout as wait } from "node:timers/promises";
import { docker, tryDocker } from "./docker.ts";
import { LabError } from "./lab-error.ts";
import type { LabMachine } from "./machines.ts";

/** As if its power was cut: nothing on it can say goodbye. Returns whether it was on. */
export async function switchOff(machine: LabMachine): Promise<boolean> {
  if (machine.on) await docker(["kill", machine.container]);
  return machine.on;
}

/** Starts it, and waits until its etcd and Docker answer (and fleet, where it has it). Returns whether it was off. */
export async function switchOn(machine: LabMachine): Promise<boolean> {
  if (machine.on) return false;
  await docker(["start", machine.container]);
  await ready(machine);
  return true;
}

/** Waits until the machine has joined the cluster. */
export async function ready({ name, container }: LabMachine, timeoutMs = 30_000): Promise<void> {
  const endAt = Date.now() + timeoutMs;
  while ((await tryDocker(["exec", container, "/usr/local/sbin/is-ready"])).status !== 0) {
    if (Date.now() > endAt)
      throw new LabError(
        `${name} did not come back: "docker logs ${container}" may tell why; "kuroko lab down" and "kuroko lab up" make a new lab`,
      );
    await wait(250);
  }
}
