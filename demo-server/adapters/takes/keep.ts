/** Keeps a take with its talk, small and always in the same bytes, so that a commit shows what has changed. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { timelineLine } from "#core/cluster/timeline.ts";
import type { CompareSetting } from "#core/deck/model.ts";
import type { StepId } from "#core/ids.ts";
import { bestRun, type RecordedCluster, type RecordedPane, type TakeManifest } from "#core/takes/manifest.ts";
import { readTimeline } from "./cluster-file.ts";
import { replaceFolder } from "./folders.ts";
import { formatManifest, MANIFEST_FILE } from "./manifest-file.ts";
import { formatLearned, learn, LEARNED_FILE } from "./learn.ts";
import { castFileName, CLUSTER_FILE } from "./names.ts";
import { readCastText, type Take } from "./read.ts";

/** Below this a cast is kept as text, which git stores and shows better than gzip. */
const PACK_ABOVE_BYTES = 256 * 1024;
/** A packed cast has to save this part of its size. */
const PACK_SAVES = 0.3;

export interface Kept {
  readonly folder: string;
  readonly manifest: TakeManifest;
  readonly bytes: number;
  /** False when the same take was kept already: nothing was written. */
  readonly changed: boolean;
}

/**
 * Copies a take to `folder` in place of what is kept there: the panes that have steps, and the cluster, on the same
 * clock, and what its steps printed by the rules of `compare`. Rejects with a `TakeError` when one of them cannot be read, and leaves the old one then.
 */
export async function keepTake(
  take: Take,
  folder: string,
  compare: CompareSetting = { ignore: [] },
): Promise<Kept> {
  const files = new Map<string, Buffer>();
  const panes: RecordedPane[] = [];
  for (const pane of take.manifest.panes) {
    if (!take.manifest.steps.some((step) => step.pane === pane.pane)) continue;
    const packed = pack(castFileName(pane.pane), await readCastText(take, pane.pane));
    files.set(packed.file, packed.bytes);
    panes.push({ ...pane, file: packed.file });
  }
  const cluster = await packedTimeline(take);
  if (cluster) files.set(cluster.file, cluster.bytes);
  const manifest = { ...take.manifest, panes, ...(cluster ? { cluster: cluster.about } : {}) };
  files.set(MANIFEST_FILE, Buffer.from(formatManifest(manifest)));
  files.set(LEARNED_FILE, Buffer.from(formatLearned(await learn(take, compare), compare)));
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const changed = !(await holds(folder, files));
  if (changed) await writeFolder(folder, files);
  return { folder, manifest, bytes, changed };
}

/** A timeline that cannot be read is not kept in place of one that can. */
async function packedTimeline(take: Take): Promise<(Packed & { about: RecordedCluster }) | null> {
  const { cluster } = take.manifest;
  const entries = await readTimeline(take);
  if (!cluster || !entries) return null;
  const packed = pack(CLUSTER_FILE, entries.map(timelineLine).join(""));
  return { ...packed, about: { source: cluster.source, file: packed.file } };
}

/** Steps that the talk has and the take does not play: a run is missing, or it failed or was left open. */
export function stepsToRecord(
  manifest: TakeManifest,
  steps: readonly { readonly id: StepId }[],
): { step: StepId; why: "missing" | "failed" | "open" }[] {
  return steps.flatMap(({ id: step }) => {
    const outcome = bestRun(manifest, step)?.outcome ?? "missing";
    return outcome === "done" ? [] : [{ step, why: outcome }];
  });
}

interface Packed {
  readonly file: string;
  readonly bytes: Buffer;
}

function pack(file: string, text: string): Packed {
  const bytes = Buffer.from(text);
  if (bytes.length <= PACK_ABOVE_BYTES) return { file, bytes };
  const packed = gzipSync(bytes, { level: 9 });
  // The header names the system that packed it (RFC 1952, OS): "unknown" is the same everywhere.
  packed[9] = 255;
  return packed.length > bytes.length * (1 - PACK_SAVES)
    ? { file, bytes }
    : { file: `${file}.gz`, bytes: packed };
}

async function holds(folder: string, files: ReadonlyMap<string, Buffer>): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  if (names.length !== files.size) return false;
  for (const [name, bytes] of files) {
    const old = await readFile(join(folder, name)).catch(() => null);
    if (!old?.equals(bytes)) return false;
  }
  return true;
}

async function writeFolder(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    for (const [name, bytes] of files) await writeFile(join(draft, name), bytes);
    await replaceFolder(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
