import type { Cluster, ClusterChange, Unit } from "#core/cluster/model.ts";
import type { MachineId, UnitId } from "#core/ids.ts";
import type { Scene } from "./scene.ts";

export type Request = Extract<ClusterChange, { readonly to: "request" }>;

/** The unit that answered, by the names that whoever follows the load balancer's log has for it; null where it is not shown. */
export function answererOf({ machine, unit }: Request, { units, machines }: Cluster): UnitId | null {
  const named = Object.values(units).filter(({ id, name }) => id === unit || plain(name) === plain(unit));
  const there = named.find((candidate) => {
    const host = candidate.machine === null ? undefined : machines[candidate.machine];
    return host !== undefined && (host.id === machine || host.name === machine);
  });
  return (there ?? named[0])?.id ?? null;
}

/** Where requests come in: the load balancer, else its machine; null where neither is shown. */
export function gateOf({
  machines,
}: Scene): { readonly unit: UnitId } | { readonly machine: MachineId } | null {
  const gate = machines.find(({ isGate }) => isGate);
  const units = gate ? gate.units : machines.flatMap((machine) => machine.units);
  const balancer = units.find(isBalancer) ?? (gate && units.length === 1 ? units[0] : undefined);
  if (balancer) return { unit: balancer.id };
  return gate ? { machine: gate.machine.id } : null;
}

function isBalancer({ name }: Unit): boolean {
  return /^lb\b/.test(name);
}

function plain(name: string): string {
  return name.replace(/\.service$/, "");
}
