import type { TargetAdapter } from "#server/app/ports.ts";

import { foundByListing } from "../found-by-listing.ts";

/**
 * The adapters of this folder, by the kind of target they open. A new kind is one file here that exports
 * `target`; what it needs besides lives in a folder of its own.
 */
export async function loadTargets(): Promise<ReadonlyMap<TargetAdapter["kind"], TargetAdapter>> {
  const adapters = await foundByListing(new URL("./", import.meta.url), "target", isAdapter);
  return new Map(adapters.map((adapter) => [adapter.kind, adapter]));
}

function isAdapter(value: unknown): value is TargetAdapter {
  return typeof value === "object" && value !== null && "kind" in value && "open" in value;
}
