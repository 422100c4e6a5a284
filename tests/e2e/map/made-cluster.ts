import type {
  Cluster,
  Machine,
  MachineState,
  Unit,
  UnitState,
} from "../../../demo-server/core/cluster/model.ts";
import { id } from "../../../demo-server/core/ids.ts";

/** `web1`: a machine whose role is its name without the number. */
export function machine(name: string, state: MachineState = "up"): Machine {
  const number = Number(/\d+$/.exec(name)?.[0] ?? 0);
  return {
    id: id<"machine">(name),
    name,
    address: state === "creating" ? "" : `10.0.0.${10 + number}`,
    labels: { role: name.replace(/-?\d+$/, "") },
    state,
    since: 0,
  };
}

export function unit(
  name: string,
  host: string | null,
  active: UnitState = "running",
  image: string | null = null,
): Unit {
  return {
    id: id<"unit">(`${name} ${host ?? ""}`),
    name,
    machine: host === null ? null : id<"machine">(host),
    desired: "running",
    active,
    sub: "",
    image,
    since: 0,
  };
}

export function cluster(machines: readonly Machine[], units: readonly Unit[] = []): Cluster {
  return {
    machines: Object.fromEntries(machines.map((one) => [one.id, one])),
    units: Object.fromEntries(units.map((one) => [one.id, one])),
    contact: { at: "heard" },
  };
}

/** The bundled talk's demo, towards its end. */
export const demo = cluster(
  [machine("lb"), machine("web1"), machine("web2")],
  [
    unit("lb.service", "lb", "running", "lb:1"),
    unit("web@8888.service", "web1", "running", "web:1"),
    unit("discovery@8888.service", "web1"),
    unit("web@9999.service", "web2", "running", "web:2"),
    unit("discovery@9999.service", "web2"),
  ],
);

/** A load balancer and machines with units in every state. */
export function crowd(machines: number, units: number): Cluster {
  const hosts = ["lb", ...Array.from({ length: machines - 1 }, (_, index) => `node${index + 1}`)];
  const states: UnitState[] = ["running", "running", "running", "running", "starting", "running", "failed"];
  return cluster(
    hosts.map((host) => machine(host)),
    Array.from({ length: units }, (_, index) => {
      const state = states[(index * 7 + Math.floor(index / 50)) % states.length] ?? "running";
      return unit(`web.${index + 1}`, hosts[index % hosts.length] ?? "lb", state, `web:${1 + (index % 2)}`);
    }),
  );
}
