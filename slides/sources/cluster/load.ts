import type { TimedChange } from "#core/cluster/timeline.ts";
import type { PageDeck } from "#core/deck/page.ts";
import { clusterMsAt } from "#core/takes/cluster-position.ts";
import type { Playback } from "#core/takes/playback.ts";
import { fetchPacked } from "../playback/files.ts";
import type { World } from "../playback/world.ts";
import { RecordedCluster } from "./recorded-cluster.ts";

/** The take's cluster, for a page that shows one; null where either has none. */
export function recordedCluster(
  page: PageDeck,
  playback: Playback,
  folder: URL,
  { get, clock }: World,
): RecordedCluster | null {
  const { cluster } = playback;
  if (!cluster || !page.slides.some(({ hasMap }) => hasMap)) return null;
  const ms = clusterMsAt(page, playback, { slide: 0, shown: [] });
  const load = (): Promise<TimedChange[]> => fetchPacked<TimedChange[]>(new URL(cluster.file, folder), get);
  return new RecordedCluster(load, { clock, rules: page.head.replay, ms });
}
