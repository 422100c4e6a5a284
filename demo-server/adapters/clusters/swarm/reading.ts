import type { ClusterReading, UnitState } from "#core/cluster/model.ts";
import { unitId } from "#core/cluster/unit-id.ts";
import { id, type MachineId } from "#core/ids.ts";

import { withoutRegistry } from "../socket/image-name.ts";
import type { SwarmAnswers, SwarmNode, SwarmTask } from "./api.ts";

type ReadUnit = ClusterReading["units"][number];

/** What Docker's answers say of the cluster. A node that does not answer its manager is no machine of the reading. */
export function swarmReading({ nodes, services, tasks }: SwarmAnswers): ClusterReading {
  const up = new Map(nodes.filter(({ Status }) => Status.State === "ready").map((node) => [node.ID, node]));
  const names = new Map(services.map(({ ID, Spec }) => [ID, Spec.Name]));
  const units = new Map<string, ReadUnit>();
  // The newest last: a task takes the place of the one before it on the same machine.
  const inOrder = tasks
    .filter(isShown)
    .sort((a, b) => order(a) - order(b) || compareText(a.CreatedAt, b.CreatedAt));
  for (const task of inOrder) {
    const service = names.get(task.ServiceID);
    const node = up.get(task.NodeID);
    // Of a service that is being removed, or on a machine that is lost.
    if (service === undefined || (task.NodeID !== "" && !node)) continue;
    const unit = unitOf(task, service, node);
    units.set(unit.id, unit);
  }
  return { machines: [...up.values()].map(machineOf), units: [...units.values()] };
}

/** Whether nothing is on its way. */
export function isSettled({ units }: ClusterReading): boolean {
  return units.every(({ desired, active }) => desired === "running" && active === "running");
}

const over: readonly string[] = ["complete", "shutdown", "failed", "rejected", "remove", "orphaned"];

/** Docker keeps some old tasks of each slot; those that neither run nor shall run are history. */
function isShown({ DesiredState, Status }: SwarmTask): boolean {
  return isWanted(DesiredState) || !over.includes(Status.State);
}

function isWanted(desired: string): boolean {
  return desired === "running" || desired === "ready" || desired === "accepted";
}

function order({ DesiredState }: SwarmTask): number {
  return isWanted(DesiredState) ? 1 : 0;
}

function unitOf(task: SwarmTask, service: string, node: SwarmNode | undefined): ReadUnit {
  const machine = node ? nameOf(node) : null;
  const name = `${service}.${task.Slot ?? machine ?? "?"}`;
  const desired = isWanted(task.DesiredState) ? "running" : "stopped";
  const image = task.Spec.ContainerSpec?.Image ?? "";
  return {
    id: unitId(name, machine),
    name,
    machine,
    desired,
    active: activeOf(task.Status.State, desired),
    sub: task.Status.State,
    image: image === "" ? null : withoutRegistry(image),
  };
}

/** Task states of Swarm (https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/). */
const activeStates: Readonly<Record<string, UnitState>> = {
  new: "waiting",
  allocated: "waiting",
  pending: "waiting",
  assigned: "waiting",
  accepted: "starting",
  preparing: "starting",
  ready: "starting",
  starting: "starting",
  running: "running",
  complete: "stopped",
  shutdown: "stopped",
  remove: "stopped",
  failed: "failed",
  rejected: "failed",
  orphaned: "failed",
};

function activeOf(state: string, desired: ReadUnit["desired"]): UnitState {
  return state === "running" && desired === "stopped" ? "stopping" : (activeStates[state] ?? "waiting");
}

function machineOf(node: SwarmNode): ClusterReading["machines"][number] {
  const { Addr } = node.Status;
  // A manager may not know its own address there.
  const own = node.ManagerStatus?.Addr.replace(/:\d+$/, "") ?? "";
  return {
    id: nameOf(node),
    name: nameOf(node),
    address: Addr === "0.0.0.0" || Addr === "" ? own : Addr,
    labels: labelsOf(node),
  };
}

function labelsOf({ Spec }: SwarmNode): Record<string, string> {
  const { Labels, Role, Availability } = Spec;
  return {
    ...(Role === "manager" ? { manager: "yes" } : {}),
    ...(Availability === "drain" || Availability === "pause" ? { availability: Availability } : {}),
    ...Labels,
  };
}

function nameOf({ ID, Description }: SwarmNode): MachineId {
  return id<"machine">(Description.Hostname === "" ? ID.slice(0, 8) : Description.Hostname);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
