/** Takes as plain asciicast files, for asciinema and its player. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PaneId } from "#core/ids.ts";
import { createEventWriter, writeHeader } from "#core/takes/asciicast.ts";
import { writeVersion2 } from "#core/takes/asciicast-v2.ts";
import type { Cast } from "#core/takes/cast.ts";
import { parseCast } from "./events.ts";
import { castFileName } from "./names.ts";
import { readCastText, type Take } from "./read.ts";

export interface Exported {
  readonly pane: PaneId;
  /** Null where the pane shows nothing: the stock player refuses a cast without events. */
  readonly file: string | null;
}

/** Writes a file for each pane into `folder`, which is made. Rejects with a `TakeError` when a cast is damaged. */
export async function exportTake(take: Take, folder: string, version: 2 | 3): Promise<Exported[]> {
  await mkdir(folder, { recursive: true });
  const exported: Exported[] = [];
  for (const { pane } of take.manifest.panes) {
    const cast = parseCast(await readCastText(take, pane));
    const isEmpty = !cast.events.some(({ kind }) => kind === "output");
    const file = join(folder, castFileName(pane));
    if (!isEmpty) await writeFile(file, version === 2 ? writeVersion2(cast) : writeVersion3(cast));
    exported.push({ pane, file: isEmpty ? null : file });
  }
  return exported;
}

function writeVersion3(cast: Cast): string {
  const lineOf = createEventWriter();
  return writeHeader(cast) + cast.events.map(lineOf).join("");
}
