import { readdir } from "node:fs/promises";

import type { TargetAdapter } from "#server/app/ports.ts";

/**
 * The adapters of this folder, by the kind of target they open. A new kind is one file here that exports
 * `target`; what it needs besides lives in a folder of its own.
 */
export async function loadTargets(): Promise<ReadonlyMap<TargetAdapter["kind"], TargetAdapter>> {
  const here = new URL("./", import.meta.url);
  const files = (await readdir(here, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^(?!index\.).*(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const adapters = await Promise.all(files.map((file) => loadTarget(new URL(file, here), file)));
  return new Map(adapters.map((adapter) => [adapter.kind, adapter]));
}

async function loadTarget(url: URL, file: string): Promise<TargetAdapter> {
  const module: unknown = await import(/* @vite-ignore */ url.href);
  const target = typeof module === "object" && module && "target" in module ? module.target : undefined;
  if (!isAdapter(target)) throw new Error(`adapters/targets/${file} does not export a "target"`);
  return target;
}

function isAdapter(value: unknown): value is TargetAdapter {
  return typeof value === "object" && value !== null && "kind" in value && "open" in value;
}
