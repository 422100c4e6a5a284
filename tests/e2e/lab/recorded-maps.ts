import { applyChanges } from "#core/cluster/apply.ts";
import { emptyCluster, type Cluster } from "#core/cluster/model.ts";
import { readTimeline } from "#server/adapters/takes/cluster-file.ts";
import type { Take } from "#server/adapters/takes/read.ts";
import type { MapSight } from "./sight.ts";

/** What the map was when each step of the take had had its effect: the moment before the next one began. */
export async function recordedMaps(take: Take): Promise<ReadonlyMap<string, MapSight>> {
  const timeline = await readTimeline(take);
  if (!timeline) throw new Error(`the take ${take.manifest.id} has no cluster`);
  const { steps, durationMs } = take.manifest;
  return new Map(
    steps.map(({ step, endMs }) => {
      const over = endMs ?? durationMs;
      const later = steps.map(({ startMs }) => startMs).filter((startMs) => startMs >= over);
      const until = Math.min(durationMs, ...later);
      const changes = timeline.filter(([atMs]) => atMs <= until).map(([, change]) => change);
      return [step, sightOfCluster(applyChanges(emptyCluster, changes))];
    }),
  );
}

function sightOfCluster({ machines, units }: Cluster): MapSight {
  return {
    machines: Object.values(machines)
      .map(({ id, state }) => `${id} ${state}`)
      .sort(),
    units: Object.values(units)
      .map(({ id, image, active }) => [id, image, active].filter((word) => word !== null).join(" "))
      .sort(),
  };
}
