import { readdir } from "node:fs/promises";

import type { ClusterAdapter } from "#server/app/ports.ts";

/**
 * The adapters of this folder, by the source they read. A new source is one file here that exports `cluster`; what it
 * needs besides lives in a folder of its own.
 */
export async function loadClusters(): Promise<ReadonlyMap<ClusterAdapter["source"], ClusterAdapter>> {
  const here = new URL("./", import.meta.url);
  const files = (await readdir(here, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^(?!index\.).*(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const adapters = await Promise.all(files.map((file) => loadCluster(new URL(file, here), file)));
  return new Map(adapters.map((adapter) => [adapter.source, adapter]));
}

async function loadCluster(url: URL, file: string): Promise<ClusterAdapter> {
  const module: unknown = await import(/* @vite-ignore */ url.href);
  const cluster = typeof module === "object" && module && "cluster" in module ? module.cluster : undefined;
  if (!isAdapter(cluster)) throw new Error(`adapters/clusters/${file} does not export a "cluster"`);
  return cluster;
}

function isAdapter(value: unknown): value is ClusterAdapter {
  return typeof value === "object" && value !== null && "source" in value && "watch" in value;
}
