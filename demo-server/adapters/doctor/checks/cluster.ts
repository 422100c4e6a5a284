import type { ClusterReading } from "#core/cluster/model.ts";
import { notNeeded, ok, warning, type Finding } from "#core/doctor/finding.ts";
import { loadClusters } from "../../clusters/index.ts";
import type { Check, Patient } from "../check.ts";
import { liveOnly } from "../severity.ts";

/** So many units are named; of more, how many there are. */
const namedUnits = 4;

/** Whether the cluster answers, and what a rehearsal has left on it. */
export const check: Check = {
  name: "cluster",
  title: "The cluster",
  order: 60,
  withinMs: 8000,
  run: async (patient) => {
    const { deck, folder } = patient.loaded;
    if (!deck.cluster) return [notNeeded("The talk shows no cluster.")];
    const adapter = (await loadClusters()).get(deck.cluster.source);
    if (!adapter)
      return [
        liveOnly(patient, `Nothing here reads ${deck.cluster.source}.`, "Correct the cluster's source."),
      ];
    const request = { cluster: deck.cluster, targets: deck.targets, folder };
    return new Promise<readonly Finding[]>((resolve) => {
      // It may tell something before `watch` has returned.
      const end = (findings: readonly Finding[]): void => {
        resolve(findings);
        queueMicrotask(() => watching.dispose());
      };
      const watching = adapter.watch(request, {
        read: (reading) => end(judge(reading, deck.cluster?.source ?? "")),
        silent: (why) =>
          end([
            liveOnly(
              patient,
              `It does not answer: ${why}`,
              "Mend that: the map would say the same on stage.",
            ),
          ]),
        absent: () =>
          end([
            patient.live && !makesIt(patient)
              ? liveOnly(patient, "There is no cluster.", 'Make it: "kuroko lab up", or terraform apply.')
              : ok("There is none yet: the talk makes it."),
          ]),
      });
    });
  },
};

function makesIt({ loaded }: Patient): boolean {
  return loaded.deck.cluster?.terraform !== undefined;
}

function judge({ machines, units }: ClusterReading, source: string): Finding[] {
  const running = units.filter(({ active }) => active !== "stopped");
  const failed = units.filter(({ active }) => active === "failed");
  const words = `${source}: ${machines.length} ${machines.length === 1 ? "machine" : "machines"}`;
  const list = (names: readonly string[]): string =>
    names.length <= namedUnits
      ? names.join(", ")
      : `${names.slice(0, namedUnits).join(", ")} and ${names.length - namedUnits} more`;
  if (machines.length === 0) return [warning(`${words}.`, "Switch them on: kuroko lab on.")];
  if (running.length === 0) return [ok(`${words}, and nothing runs on them.`)];
  return [
    ok(`${words}.`),
    ...(failed.length > 0
      ? [warning(`Failed: ${list(failed.map(({ name }) => name))}.`, "Clean it up: kuroko reset.")]
      : []),
    warning(
      `Left on it: ${list(running.map(({ name }) => name))}.`,
      "Where the demo begins without them, bring it back: kuroko reset.",
    ),
  ];
}
