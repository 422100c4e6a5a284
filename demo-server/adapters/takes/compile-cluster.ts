import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Problem } from "#core/problem.ts";
import type { Playback } from "#core/takes/playback.ts";
import { parseTimeline } from "./cluster-file.ts";
import { readClusterText, TakeError, type Take } from "./read.ts";

/** No known extension: a server that sees ".gz" or ".json" may add an encoding of its own. */
const FILE = "cluster.seg";

/** The text of a take's timeline, or why it cannot be had; neither where there is none. */
export interface TimelineText {
  /** As problems name it: `hello-20261123-101500/cluster.jsonl`. */
  readonly file: string;
  readonly text: string | null;
  readonly error?: TakeError;
}

export async function readTimelineText(take: Take): Promise<TimelineText> {
  const file = `${basename(take.folder)}/${take.manifest.cluster?.file ?? ""}`;
  try {
    return { file, text: await readClusterText(take) };
  } catch (error) {
    if (!(error instanceof TakeError)) throw error;
    return { file, text: null, error };
  }
}

/** Writes the timeline into `folder`; what the table of contents says of it. A damaged one is a problem. */
export async function compileCluster(
  { file, text, error }: TimelineText,
  folder: string,
  problems: Problem[],
): Promise<Pick<Playback, "cluster">> {
  try {
    if (error) throw error;
    if (text === null) return {};
    const packed = gzipSync(JSON.stringify(parseTimeline(text)));
    await writeFile(join(folder, FILE), packed);
    return { cluster: { file: FILE, bytes: packed.length } };
  } catch (cause) {
    if (!(cause instanceof TakeError)) throw cause;
    problems.push({ file, line: cause.line, message: cause.message });
    return {};
  }
}
