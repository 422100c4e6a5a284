import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { stepsOf, type Deck } from "#core/deck/model.ts";
import type { TalkId } from "#core/ids.ts";
import { usualDurations, type UsualDurations } from "#core/show/durations.ts";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { understudyOf, type TakeFolders } from "./find.ts";
import { readTake } from "./read.ts";

/** Of more takes only the newest count: what was long ago is not usual any more. */
const mostTakes = 30;

/** How long the steps of a deck usually take, by its takes and its understudy. */
export type DurationsOf = (deck: Deck) => Promise<UsualDurations>;

/** Takes are read again only when there is another one, or the newest has more in it. */
export function createDurations(folders: TakeFolders): DurationsOf {
  const known = new Map<TalkId, { version: string; takes: Promise<readonly TakeManifest[]> }>();
  return async (deck) => {
    const version = await versionOf(folders, deck.talk);
    let entry = known.get(deck.talk);
    if (entry?.version !== version) {
      entry = { version, takes: manifestsOf(folders, deck.talk) };
      known.set(deck.talk, entry);
    }
    return usualDurations(stepsOf(deck), await entry.takes);
  };
}

/** A take that cannot be read tells nothing. */
async function manifestsOf(folders: TakeFolders, talk: TalkId): Promise<readonly TakeManifest[]> {
  const newest = (await takesOf(folders, talk)).slice(-mostTakes);
  const takes = await Promise.all([
    understudyOf(folders, talk).catch(() => undefined),
    ...newest.map((name) => readTake(join(folders.recorded, name)).catch(() => undefined)),
  ]);
  const manifests = takes.flatMap((take) => (take?.manifest.talk === talk ? [take.manifest] : []));
  // The understudy may lie among the takes too.
  return [...new Map(manifests.map((manifest) => [manifest.id, manifest])).values()];
}

/** Names of the talk's takes, the newest last: a take is named by its talk and when it was begun. */
async function takesOf({ recorded }: TakeFolders, talk: TalkId): Promise<string[]> {
  const names = await readdir(recorded).catch(() => []);
  return names.filter((name) => name.startsWith(`${talk}-`)).sort();
}

async function versionOf(folders: TakeFolders, talk: TalkId): Promise<string> {
  const changed = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.mtimeMs ?? 0;
  const takes = await takesOf(folders, talk);
  const paths = [join(folders.recorded, takes.at(-1) ?? ""), join(folders.understudies, talk)];
  return [takes.length, ...(await Promise.all(paths.map(changed)))].join();
}
