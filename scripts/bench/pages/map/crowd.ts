/** A large cluster and what happens in it, the same in every run. */
import type { Cluster, ClusterChange, Machine, Unit, UnitState } from "#core/cluster/model.ts";
import { id } from "#core/ids.ts";

const states: readonly UnitState[] = ["running", "starting", "running", "stopping", "running", "failed"];

export class Crowd {
  readonly cluster: Cluster;
  readonly #machines: readonly Machine[];
  readonly #units: Unit[];
  #seed = 20261123;

  constructor(machines: number, units: number) {
    this.#machines = Array.from({ length: machines }, (_, index) =>
      machine(index === 0 ? "lb" : `node${index}`),
    );
    this.#units = Array.from({ length: units }, (_, index) =>
      this.#unit(index, this.#machines[index % machines]),
    );
    this.cluster = {
      machines: Object.fromEntries(this.#machines.map((one) => [one.id, one])),
      units: Object.fromEntries(this.#units.map((one) => [one.id, one])),
      contact: { at: "heard" },
    };
  }

  /** One thing that happens: a unit moves, changes its state, or answers a request. */
  next(): ClusterChange[] {
    const index = this.#random(this.#units.length);
    const unit = this.#units[index];
    if (!unit) return [];
    const dice = this.#random(10);
    if (dice < 3) return [{ to: "request", machine: unit.machine ?? "", unit: unit.name }];
    const host = this.#machines[this.#random(this.#machines.length)];
    const moves = dice < 7 && host !== undefined && host.id !== unit.machine;
    const changed: Unit = moves
      ? this.#unit(index, host)
      : { ...unit, active: states[this.#random(states.length)] ?? "running" };
    this.#units[index] = changed;
    return [...(moves ? [{ to: "unitGone", id: unit.id } as const] : []), { to: "unit", unit: changed }];
  }

  #unit(index: number, host: Machine | undefined): Unit {
    const name = `web.${index + 1}`;
    return {
      id: id(`${name} ${host?.id ?? ""}`),
      name,
      machine: host?.id ?? null,
      desired: "running",
      active: "running",
      sub: "",
      image: `web:${1 + (index % 2)}`,
      since: 0,
    };
  }

  /** A whole number below `limit`; the generator of Numerical Recipes. */
  #random(limit: number): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * limit);
  }
}

function machine(name: string): Machine {
  return {
    id: id(name),
    name,
    address: "10.0.0.1",
    labels: { role: name === "lb" ? "lb" : "node" },
    state: "up",
    since: 0,
  };
}
