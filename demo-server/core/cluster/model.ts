import type { MachineId, UnitId } from "../ids.ts";

/** What the map draws: machines, and the units placed on them. Plain data, sent and recorded as JSON. */
export interface Cluster {
  readonly machines: Readonly<Record<MachineId, Machine>>;
  readonly units: Readonly<Record<UnitId, Unit>>;
  readonly contact: Contact;
}

export interface Machine {
  /** Its name where it has one: Terraform, the scheduler and a request's answer must mean the same machine by it. */
  readonly id: MachineId;
  readonly name: string;
  /** Address in the cluster, or "" where it is not known yet. */
  readonly address: string;
  /** `role: "web"`, and what else the scheduler places by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly state: MachineState;
  /** When it came into this state, on the clock of whoever tells it. */
  readonly since: number;
}

export type MachineState =
  /** Terraform is making it. */
  | "creating"
  /** Made, but the scheduler does not know it yet. */
  | "starting"
  | "up"
  /** The scheduler has not heard of it for a while, and nobody removed it. */
  | "lost"
  /** Terraform is removing it. */
  | "leaving";

export interface Unit {
  /** Name and machine: a unit that moves is listed on both machines for a while. */
  readonly id: UnitId;
  /** As the scheduler prints it: `web@8888.service`, `web.1`. */
  readonly name: string;
  /** Null while no machine was found for it. */
  readonly machine: MachineId | null;
  readonly desired: "running" | "stopped";
  readonly active: UnitState;
  /** The scheduler's own word for it, for those who know: `start-pre`, `auto-restart`, `preparing`. */
  readonly sub: string;
  /** Image of its container without the registry, `web:2`; null where that cannot be known. */
  readonly image: string | null;
  readonly since: number;
}

export type UnitState = "waiting" | "starting" | "running" | "stopping" | "stopped" | "failed";

/** Whether the cluster answers. */
export type Contact =
  /** Nothing was heard yet. */
  | { readonly at: "none" }
  | { readonly at: "heard" }
  /** There is none: Terraform has not made it yet, or has removed it. No trouble, so no reason is told. */
  | { readonly at: "absent" }
  /** `lastHeard` is null where it never was. `why` is a sentence that says what to do. */
  | { readonly at: "silent"; readonly lastHeard: number | null; readonly why: string };

/** One thing that became otherwise. Applied in order they lead from one `Cluster` to the next; each is safe to apply twice. */
export type ClusterChange =
  | { readonly to: "machine"; readonly machine: Machine }
  | { readonly to: "machineGone"; readonly id: MachineId }
  | { readonly to: "unit"; readonly unit: Unit }
  | { readonly to: "unitGone"; readonly id: UnitId }
  | { readonly to: "contact"; readonly contact: Contact }
  /** The load balancer was asked and this unit answered. It passes: no state keeps it. */
  | { readonly to: "request"; readonly machine: string; readonly unit: string };

/** What a scheduler says at one moment. Who is new, lost or unchanged is found by comparing (`core/cluster/compare.ts`). */
export interface ClusterReading {
  readonly machines: readonly Omit<Machine, "state" | "since">[];
  readonly units: readonly Omit<Unit, "since">[];
}

export const emptyCluster: Cluster = { machines: {}, units: {}, contact: { at: "none" } };
