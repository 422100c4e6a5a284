import type { ClusterAdapter } from "#server/app/ports.ts";

import { foundByListing } from "../found-by-listing.ts";

/**
 * The adapters of this folder, by the source they read. A new source is one file here that exports `cluster`; what it
 * needs besides lives in a folder of its own.
 */
export async function loadClusters(): Promise<ReadonlyMap<ClusterAdapter["source"], ClusterAdapter>> {
  const adapters = await foundByListing(new URL("./", import.meta.url), "cluster", isAdapter);
  return new Map(adapters.map((adapter) => [adapter.source, adapter]));
}

function isAdapter(value: unknown): value is ClusterAdapter {
  return typeof value === "object" && value !== null && "source" in value && "watch" in value;
}
