import type { Cluster, Unit } from "#core/cluster/model.ts";
import type { MapStrings } from "../ui/map-strings.ts";
import { namesOf } from "./names.ts";
import { inOrder, tally, type Scene } from "./scene.ts";

/** More machines than these are counted, not listed. */
const MOST_LISTED = 12;
const MOST_NEWS = 3;

/** The map in words, for whoever does not see it. */
export function summaryOf({ machines, waiting }: Scene, strings: MapStrings): string {
  const units = [...machines.flatMap((placed) => placed.units), ...waiting];
  const count = `${strings.machines(machines.length)}${strings.comma}${strings.units(units.length)}`;
  if (machines.length > MOST_LISTED) {
    const states = [...tally(units)].map(([state, number]) => `${strings.unit[state]} ${number}`);
    return [count, ...states].join(strings.comma);
  }
  const listed = machines.map(({ machine, units: here }) => {
    const state = machine.state === "up" ? "" : ` (${strings.machine[machine.state]})`;
    const names = inOrder(here).map((unit) => `${spokenName(unit)} ${strings.unit[unit.active]}`);
    return `${machine.name}${state}${names.length > 0 ? strings.colon : ""}${names.join(strings.comma)}`;
  });
  const shelf =
    waiting.length === 0
      ? []
      : [`${strings.waiting}${strings.colon}${inOrder(waiting).map(spokenName).join(strings.comma)}`];
  return [count, ...listed, ...shelf].join(strings.stop);
}

function spokenName(unit: Unit): string {
  const { main, name } = namesOf(unit);
  return name === "" ? main : unit.image === null ? name : `${name} (${main})`;
}

/** What became otherwise that everybody should know: machines that come up or are lost, units that run or fail. */
export function newsOf(before: Cluster, now: Cluster, strings: MapStrings): string[] {
  const machines = Object.values(now.machines)
    .filter(({ id, state }) => before.machines[id]?.state !== state && (state === "lost" || state === "up"))
    .map(({ name, state }) => `${name}${strings.colon}${strings.machine[state]}`);
  const units = Object.values(now.units)
    .filter(
      ({ id, active }) =>
        before.units[id]?.active !== active && (active === "failed" || active === "running"),
    )
    .map((unit) => `${spokenName(unit)}${strings.colon}${strings.unit[unit.active]}`);
  return [...machines, ...units];
}

/** Not more than anybody can listen to. */
export function shortened(news: readonly string[], strings: MapStrings): string {
  const rest = news.length - MOST_NEWS;
  const told = news.slice(0, MOST_NEWS);
  return [...told, ...(rest > 0 ? [strings.more(rest)] : [])].join(strings.stop);
}
