import type { MachineId, UnitId } from "../ids.ts";
import type { Cluster, ClusterChange, Contact, Machine, Unit } from "./model.ts";

/** The cluster after these changes, in their order. The given one stays as it is. */
export function applyChanges(cluster: Cluster, changes: readonly ClusterChange[]): Cluster {
  const draft = new ClusterDraft(cluster);
  for (const change of changes) draft.apply(change);
  return draft.cluster;
}

/** A cluster that is changed in place until it is asked for. What was given out never changes. */
export class ClusterDraft {
  #machines: Map<MachineId, Machine>;
  #units: Map<UnitId, Unit>;
  #contact: Contact;
  #done: Cluster | null;

  constructor(cluster: Cluster) {
    this.#machines = mapOf(cluster.machines);
    this.#units = mapOf(cluster.units);
    this.#contact = cluster.contact;
    this.#done = cluster;
  }

  /** The cluster as it is now; the same object until something is changed. */
  get cluster(): Cluster {
    this.#done ??= {
      machines: Object.fromEntries(this.#machines),
      units: Object.fromEntries(this.#units),
      contact: this.#contact,
    };
    return this.#done;
  }

  apply(change: ClusterChange): void {
    if (change.to === "request") return;
    this.#done = null;
    switch (change.to) {
      case "machine":
        this.#machines.set(change.machine.id, change.machine);
        break;
      case "machineGone":
        this.#machines.delete(change.id);
        break;
      case "unit":
        this.#units.set(change.unit.id, change.unit);
        break;
      case "unitGone":
        this.#units.delete(change.id);
        break;
      case "contact":
        this.#contact = change.contact;
        break;
    }
  }
}

/** The changes that make this cluster of an empty one. */
export function changesTo({ machines, units, contact }: Cluster): ClusterChange[] {
  return [
    ...Object.values(machines).map((machine): ClusterChange => ({ to: "machine", machine })),
    ...Object.values(units).map((unit): ClusterChange => ({ to: "unit", unit })),
    { to: "contact", contact },
  ];
}

function mapOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): Map<Key, Value> {
  return new Map(Object.entries(record) as [Key, Value][]);
}
