/** The cluster as the show knows it, moved on by what the scheduler and Terraform say. */
import { id, type MachineId } from "../ids.ts";
import { applyChanges } from "./apply.ts";
import { compare } from "./compare.ts";
import {
  emptyCluster,
  type Cluster,
  type ClusterChange,
  type ClusterReading,
  type Machine,
} from "./model.ts";
import type { Progress } from "./terraform-progress.ts";

export interface WatchState {
  readonly cluster: Cluster;
  /** When Terraform removed machines that the scheduler still lists. */
  readonly removed: Readonly<Record<MachineId, number>>;
  readonly lastHeard: number | null;
  /** When it last was no trouble: it answered, or there was none. Null before both. */
  readonly calmAt: number | null;
  /** Since when there has been no cluster; null while there is one, or nobody knows. */
  readonly absentSince: number | null;
}

export type WatchEvent =
  | { readonly type: "read"; readonly at: number; readonly reading: ClusterReading }
  | { readonly type: "silent"; readonly at: number; readonly why: string }
  /** There is no cluster to ask. */
  | { readonly type: "absent"; readonly at: number }
  | { readonly type: "terraform"; readonly at: number; readonly progress: Progress }
  | { readonly type: "request"; readonly machine: string; readonly unit: string };

export const unwatched: WatchState = {
  cluster: emptyCluster,
  removed: {},
  lastHeard: null,
  calmAt: null,
  absentSince: null,
};

/** A scheduler lists a machine for a while after its end (fleet: 16–22 s). Longer than this it is really there. */
export const removedForMs = 40_000;
/** Trouble that is over before is not told: a poll that failed once, a daemon that is restarted. */
export const silentAfterMs = 2500;
/** Terraform forgets its outputs before it says which machines it removes. Longer than this they are gone unseen. */
export const absentForMs = 5000;

export function nextWatch(
  state: WatchState,
  event: WatchEvent,
): readonly [WatchState, readonly ClusterChange[]] {
  switch (event.type) {
    case "read":
      return afterReading(state, event.reading, event.at);
    case "silent":
      return afterSilence(state, event.why, event.at);
    case "absent":
      return afterAbsence(state, event.at);
    case "terraform":
      return afterProgress(state, event.progress, event.at);
    case "request":
      return [state, [{ to: "request", machine: event.machine, unit: event.unit }]];
  }
}

function afterReading(state: WatchState, reading: ClusterReading, at: number): ReturnType<typeof nextWatch> {
  const listed = new Set(reading.machines.map((machine) => machine.id));
  const still = Object.entries(state.removed) as [MachineId, number][];
  const removed = Object.fromEntries(
    still.filter(([machine, since]) => listed.has(machine) && at - since < removedForMs),
  );
  const machines = reading.machines.filter((machine) => !Object.hasOwn(removed, machine.id));
  const known: WatchState = { ...state, removed, lastHeard: at, calmAt: at, absentSince: null };
  return after(known, compare(state.cluster, { ...reading, machines }, at));
}

function afterSilence(known: WatchState, why: string, at: number): ReturnType<typeof nextWatch> {
  const state: WatchState = { ...known, absentSince: null };
  const { lastHeard, calmAt } = state;
  const { contact } = state.cluster;
  if (contact.at !== "silent" && calmAt !== null && at - calmAt < silentAfterMs) return [state, []];
  const isKnown = contact.at === "silent" && contact.why === why && contact.lastHeard === lastHeard;
  return after(state, isKnown ? [] : [{ to: "contact", contact: { at: "silent", lastHeard, why } }]);
}

function afterAbsence(known: WatchState, at: number): ReturnType<typeof nextWatch> {
  const since = known.absentSince ?? at;
  // The next one that answers is another cluster.
  const state: WatchState = { ...known, absentSince: since, calmAt: at, lastHeard: null };
  const { contact, machines, units } = state.cluster;
  const isOver = at - since >= absentForMs;
  // What Terraform is making or removing is told by Terraform.
  const gone = isOver
    ? Object.values(machines).filter((one) => one.state === "up" || one.state === "lost")
    : [];
  const homeless = isOver ? Object.values(units).filter(({ machine }) => machine === null) : [];
  return after(state, [
    ...gone.flatMap((machine) => removal(state, machine.id)),
    ...homeless.map(({ id: unit }): ClusterChange => ({ to: "unitGone", id: unit })),
    ...(contact.at === "absent" ? [] : [{ to: "contact", contact: { at: "absent" } } as const]),
  ]);
}

function afterProgress(state: WatchState, progress: Progress, at: number): ReturnType<typeof nextWatch> {
  const machine = id<"machine">(progress.machine);
  const known = state.cluster.machines[machine];
  switch (progress.now) {
    case "creating":
      return known && known.state !== "lost"
        ? [state, []]
        : after(state, [put(machine, known, "creating", at)]);
    case "made":
      return known && known.state !== "creating"
        ? [state, []]
        : after(state, [put(machine, known, "starting", at)]);
    case "removing":
      return known?.state === "leaving" ? [state, []] : after(state, [put(machine, known, "leaving", at)]);
    case "failed":
      return afterFailure(state, known, at);
    case "gone":
      return after({ ...state, removed: { ...state.removed, [machine]: at } }, removal(state, machine));
  }
}

/** One that could not be made is not there; one that could not be removed still is. */
function afterFailure(
  state: WatchState,
  known: Machine | undefined,
  at: number,
): ReturnType<typeof nextWatch> {
  if (known?.state === "creating") return after(state, removal(state, known.id));
  return known?.state === "leaving" ? after(state, [put(known.id, known, "up", at)]) : [state, []];
}

function removal({ cluster }: WatchState, machine: MachineId): ClusterChange[] {
  const units = Object.values(cluster.units).filter((unit) => unit.machine === machine);
  return [
    ...units.map((unit): ClusterChange => ({ to: "unitGone", id: unit.id })),
    ...(cluster.machines[machine] ? [{ to: "machineGone", id: machine } as const] : []),
  ];
}

function put(
  machine: MachineId,
  known: Machine | undefined,
  state: Machine["state"],
  since: number,
): ClusterChange {
  const { name = machine, address = "", labels = {} } = known ?? {};
  return { to: "machine", machine: { id: machine, name, address, labels, state, since } };
}

function after(state: WatchState, changes: readonly ClusterChange[]): ReturnType<typeof nextWatch> {
  return changes.length === 0
    ? [state, changes]
    : [{ ...state, cluster: applyChanges(state.cluster, changes) }, changes];
}
