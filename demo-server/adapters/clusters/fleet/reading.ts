import type { ClusterReading, Unit, UnitState } from "#core/cluster/model.ts";
import { unitId } from "#core/cluster/unit-id.ts";
import { id, type MachineId } from "#core/ids.ts";

import { imageIn } from "./image.ts";
import type { FleetAnswers, FleetMachine, FleetState, FleetUnit } from "./api.ts";

/** What fleet's answers say of the cluster. */
export function fleetReading({ machines, units, states }: FleetAnswers): ClusterReading {
  const names = new Map(machines.map((machine) => [machine.id, nameOf(machine)]));
  const known = new Map(units.map((unit) => [unit.name, unit]));
  const images = new Map(units.map((unit) => [unit.name, imageIn(unit)]));
  const read = new Map<string, ReadUnit>();
  const add = (name: string, machine: MachineId | null, state: FleetState | null): void => {
    const unit = unitOf(name, machine, { unit: known.get(name), state, image: images.get(name) ?? null });
    read.set(unit.id, unit);
  };
  for (const state of states) {
    const machine = names.get(state.machineID);
    // A machine that was lost, whose units fleet has not yet forgotten.
    if (machine !== undefined) add(state.name, machine, state);
  }
  const running = new Set([...read.values()].map(({ name }) => name));
  for (const unit of units) {
    if (isPlaced(unit) && !running.has(unit.name)) add(unit.name, names.get(unit.machineID) ?? null, null);
  }
  return {
    machines: machines.map((machine) => ({
      id: nameOf(machine),
      name: nameOf(machine),
      address: machine.primaryIP,
      labels: labelsOf(machine),
    })),
    units: [...read.values()],
  };
}

/** Whether a machine is to have it: what was only submitted, and a template, is a text that fleet keeps. */
function isPlaced({ name, desiredState }: FleetUnit): boolean {
  return desiredState !== "inactive" && !/@\.\w+$/.test(name);
}

type ReadUnit = ClusterReading["units"][number];

/** Metadata that names the machine as Terraform does. fleet itself knows only a random id. */
const namingKeys = ["hostname", "name"] as const;

function nameOf({ id: machine, metadata }: FleetMachine): MachineId {
  const name = namingKeys.map((key) => metadata?.[key]).find((value) => value !== undefined && value !== "");
  // As `fleetctl list-machines` cuts it.
  return id<"machine">(name ?? machine.slice(0, 8));
}

function labelsOf({ metadata }: FleetMachine): Record<string, string> {
  const entries = Object.entries(metadata ?? {});
  return Object.fromEntries(entries.filter(([key]) => !namingKeys.some((naming) => naming === key)));
}

interface Said {
  /** Absent where the unit was destroyed and is still being stopped. */
  readonly unit: FleetUnit | undefined;
  /** Null while no machine has reported it. */
  readonly state: FleetState | null;
  readonly image: string | null;
}

function unitOf(name: string, machine: MachineId | null, { unit, state, image }: Said): ReadUnit {
  const desired = unit?.desiredState === "launched" ? "running" : "stopped";
  const active = (state && activeStates[state.systemdActiveState]) ?? notStarted(desired, unit, state);
  return {
    id: unitId(name, machine),
    name,
    machine,
    desired,
    active,
    sub: state?.systemdSubState ?? "",
    image,
  };
}

/**
 * Nobody has reported it, or systemd has not begun with it: fleet calls that inactive too. What runs once and is
 * inactive after its start was given to systemd has done its work.
 */
function notStarted(desired: Unit["desired"], unit?: FleetUnit, state?: FleetState | null): UnitState {
  const isOver =
    state?.systemdActiveState === "inactive" && unit?.currentState === "launched" && runsOnce(unit);
  return desired === "stopped" || isOver ? "stopped" : "waiting";
}

function runsOnce({ options }: FleetUnit): boolean {
  return (options ?? []).some(
    ({ section, name, value }) => section === "Service" && name === "Type" && value === "oneshot",
  );
}

/** systemd's ActiveState, but for `inactive`. */
const activeStates: Readonly<Record<string, UnitState>> = {
  active: "running",
  reloading: "running",
  activating: "starting",
  deactivating: "stopping",
  failed: "failed",
};
