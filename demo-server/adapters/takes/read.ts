/** Takes as they lie on the disk. They may come from anybody: everything read is checked and bounded. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import type { PaneId } from "#core/ids.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { MANIFEST_FILE } from "./manifest-file.ts";
import { parseManifest } from "./schema.ts";

const LARGEST_MANIFEST_BYTES = 16 * 1024 * 1024;
/** Below the longest string of V8, with room to spare. */
const LARGEST_CAST_BYTES = 256 * 1024 * 1024;

/** Why a take cannot be used; the message names the file and says what is wrong. */
export class TakeError extends Error {
  readonly code: "missing" | "damaged";
  /** Of the file that the message is about, from 1. */
  readonly line: number;
  constructor(
    code: TakeError["code"],
    message: string,
    { cause, line = 1 }: { readonly cause?: unknown; readonly line?: number } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TakeError";
    this.code = code;
    this.line = line;
  }
}

export interface Take {
  readonly folder: string;
  readonly manifest: TakeManifest;
}

/** Reads and checks a take's manifest. Rejects with a `TakeError`. */
export async function readTake(folder: string): Promise<Take> {
  const path = join(folder, MANIFEST_FILE);
  const bytes = await readRegularFile(path, LARGEST_MANIFEST_BYTES);
  try {
    return { folder, manifest: parseManifest(JSON.parse(bytes.toString("utf8"))) };
  } catch (cause) {
    throw new TakeError("damaged", `${shortName(path)}: ${describe(cause)}`, { cause });
  }
}

/** The text of a pane's cast, unpacked; a crash may have torn its last line. Rejects with a `TakeError`. */
export async function readCastText(take: Take, pane: PaneId): Promise<string> {
  const recorded = take.manifest.panes.find((candidate) => candidate.pane === pane);
  if (!recorded) throw new TakeError("missing", `the take ${take.manifest.id} has no pane "${pane}"`);
  return unpacked(join(take.folder, recorded.file), recorded);
}

/** The text of the cluster's timeline, unpacked; null where the take has none. Rejects with a `TakeError`. */
export async function readClusterText({ folder, manifest }: Take): Promise<string | null> {
  const { cluster } = manifest;
  return cluster ? unpacked(join(folder, cluster.file), cluster) : null;
}

async function unpacked(path: string, { file }: { readonly file: string }): Promise<string> {
  const bytes = await readRegularFile(path, LARGEST_CAST_BYTES);
  if (!file.endsWith(".gz")) return bytes.toString("utf8");
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: LARGEST_CAST_BYTES })).toString("utf8");
  } catch (cause) {
    throw new TakeError("damaged", `${shortName(path)}: cannot be unpacked: ${describe(cause)}`, { cause });
  }
}

/** A take in a list: what is damaged is listed too, with its reason. */
export type ListedTake = Take | { readonly folder: string; readonly damage: string };

/** All takes below `root`, oldest first; of one talk only when it is named. An absent folder has none. */
export async function listTakes(root: string, talk?: string): Promise<ListedTake[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name));
  const takes = await Promise.all(
    folders.map((folder) =>
      readTake(folder).catch((cause: unknown): ListedTake => ({ folder, damage: describe(cause) })),
    ),
  );
  return takes
    .filter((take) => talk === undefined || ("manifest" in take && take.manifest.talk === talk))
    .sort((a, b) => compareText(whenOf(a), whenOf(b)) || compareText(a.folder, b.folder));
}

function whenOf(take: ListedTake): string {
  return "manifest" in take ? take.manifest.recordedAt : "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A link could lead out of the folder, and a device has no end: neither is read. */
async function readRegularFile(path: string, largestBytes: number): Promise<Buffer> {
  const about = await lstat(path).catch((cause: unknown) => {
    throw new TakeError("missing", `${shortName(path)} is not there`, { cause });
  });
  if (!about.isFile()) throw new TakeError("damaged", `${shortName(path)} is not a plain file`);
  if (about.size > largestBytes) {
    throw new TakeError("damaged", `${shortName(path)} is larger than ${largestBytes / 1024 / 1024} MB`);
  }
  return readFile(path);
}

/** `hello-20261123-101500/take.json`: enough to find the file, and the same on every machine. */
function shortName(path: string): string {
  return `${basename(join(path, ".."))}/${basename(path)}`;
}

function describe(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    const issue = cause.issues[0];
    return issue ? `${issue.path.join(".") || "the manifest"} ${issue.message}` : "is not a manifest";
  }
  return cause instanceof Error ? cause.message : String(cause);
}
