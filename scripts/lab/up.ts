import { relative } from "node:path";
import { ensureImages, type LabImages } from "./images.ts";
import { removeFromDocker } from "./down.ts";
import { givenFleet, releasedFleet } from "./fleet.ts";
import { ensureKeys } from "./keys.ts";
import { listMachines, type LabMachine } from "./machines.ts";
import { mend } from "./mend.ts";
import { checkNeeds } from "./needs.ts";
import { claimNetwork, ensureNetwork, labIn } from "./network.ts";
import { labAssets, type LabPlaces } from "./places.ts";
import { freePort, portIsFree } from "./ports.ts";
import { readRecord, writeRecord, type LabRecord } from "./record.ts";
import { ensureRegistry } from "./registry.ts";
import { REGISTRY } from "./registry-image.ts";
import type { Say } from "./say.ts";
import { applyTerraform, prepareTerraform, type LabVariables } from "./terraform.ts";

export interface UpWish {
  /** Folder with fleet's programs; without it the one of the last time, or the official release. */
  readonly fleetDir?: string;
  /** False: no fleet, whatever there is. */
  readonly fleet: boolean;
  readonly web?: number;
  /** Wished port of the load balancer. */
  readonly port?: number;
  /** Prepare everything, but make no machines: the talk's own `terraform apply` does. */
  readonly empty: boolean;
}

export interface UpResult {
  readonly record: LabRecord;
  readonly machines: readonly LabMachine[];
  /** False when the lab was up already. */
  readonly changed: boolean;
}

/** Makes the lab, or what is missing of it. */
export async function labUp(places: LabPlaces, wish: UpWish, say: Say): Promise<UpResult> {
  await checkNeeds();
  const done: string[] = [];
  const note: Say = (line) => {
    done.push(line);
    say(line);
  };
  const record = await prepareLab(places, wish, note);
  let applied = 0;
  if (!wish.empty) applied = await applyTerraform(places, note, await mend(record, places, note));
  return { record, machines: await listMachines(record.id, places), changed: done.length + applied > 0 };
}

/** All but the machines. What is found out is written down at once, so that a run that breaks off can be gone on with. */
async function prepareLab(places: LabPlaces, wish: UpWish, say: Say): Promise<LabRecord> {
  let record = (await readRecord(places)) ?? (await newRecord(places, say));
  const keep = async (found: Partial<LabRecord>) => {
    record = { ...record, ...found };
    await writeRecord(places, record);
  };
  await keep({ ...(wish.web === undefined ? {} : { web: wish.web }) });
  await keep({ fleet: await fleetFolder(wish, record, places, say) });
  const images = await ensureImages(say);
  await ensureKeys(places);
  await keep({ subnet: await ensureNetwork(record.id, places.folder) });
  await ensureRegistry(record, images.registry, say);
  await keep(await ensurePorts(record, places, wish.port, say));
  await prepareTerraform(places, variablesOf(record, images, places));
  return record;
}

async function newRecord({ folder }: LabPlaces, say: Say): Promise<LabRecord> {
  // Somebody has removed the folder of a lab: nobody has its keys any more.
  const lost = await labIn(folder);
  if (lost !== null) await removeFromDocker(lost, say);
  return {
    ...(await claimNetwork(folder)),
    createdAt: new Date().toISOString(),
    fleet: null,
    web: 2,
    sshPorts: null,
    loadBalancerPort: null,
  };
}

async function fleetFolder(
  wish: UpWish,
  { id, fleet }: LabRecord,
  places: LabPlaces,
  say: Say,
): Promise<string | null> {
  if (!wish.fleet) return null;
  const given = wish.fleetDir ?? process.env.KUROKO_FLEET_DIR;
  if (given !== undefined && given !== "") return givenFleet(given);
  if (fleet !== null) return givenFleet(fleet);
  // A lab that has come up without fleet stays without: its machines would have to be made again.
  return (await listMachines(id, places)).length > 0 ? null : releasedFleet(say);
}

/** Ports stay what they were, unless a machine that is to have one is not there and another program has taken it. */
async function ensurePorts(
  record: LabRecord,
  places: LabPlaces,
  wished: number | undefined,
  say: Say,
): Promise<Pick<LabRecord, "sshPorts" | "loadBalancerPort">> {
  const machines = await listMachines(record.id, places);
  // Ten machines' ports from here on; a machine whose port is taken then finds another one by itself.
  const isRoom = async (from: number) => {
    const free = await Promise.all(Array.from({ length: 10 }, (_, index) => portIsFree(from + 11 + index)));
    return free.every(Boolean);
  };
  const sshPorts = record.sshPorts ?? (await freePort(2200, { count: 12, apart: 20, isFree: isRoom }));
  const isHeld = machines.some(({ role, on }) => role === "lb" && on);
  const port = wished ?? record.loadBalancerPort ?? 8080;
  if (isHeld && port === record.loadBalancerPort) return { sshPorts, loadBalancerPort: port };
  const loadBalancerPort = await freePort(port);
  if (loadBalancerPort !== port) say(`port ${port} is taken: the load balancer has ${loadBalancerPort}`);
  return { sshPorts, loadBalancerPort };
}

function variablesOf(record: LabRecord, images: LabImages, places: LabPlaces): LabVariables {
  return {
    lab: record.id,
    folder: relative(places.terraform, places.folder),
    image: images.machine,
    network: record.id,
    subnet: record.subnet,
    registry: REGISTRY,
    fleet: record.fleet ?? "",
    home_files: labAssets.home,
    ssh_ports: record.sshPorts ?? 0,
    load_balancer_port: record.loadBalancerPort ?? 0,
    web: record.web,
  };
}
