import { stat } from "node:fs/promises";
import { loadTalk, type LoadedTalk } from "../talks/load.ts";

/** Reads a talk's Markdown file, again only when it or what lies beside it and is in its slides has changed. Rejects where it cannot be read. */
export type LoadTalk = (file: string) => Promise<LoadedTalk>;

/** @param trusts whether the talk in this file may have script in its slides. */
export function createTalkCache(trusts: (file: string) => boolean): LoadTalk {
  const known = new Map<string, { version: string; loaded: Promise<LoadedTalk> }>();
  return async (file) => {
    const old = known.get(file);
    const before = (await old?.loaded.catch(() => undefined))?.beside ?? [];
    const text = await versionOf(file);
    const version = text + (await versionsOf(before));
    if (old?.version === version) return old.loaded;
    const loaded = loadTalk(file, trusts(file));
    known.set(file, { version, loaded });
    loaded.catch(() => known.delete(file));
    const { beside } = await loaded;
    // Where the files are the same ones, their versions from before they were read: one may be half written.
    if (beside.join() !== before.join())
      known.set(file, { version: text + (await versionsOf(beside)), loaded });
    return loaded;
  };
}

async function versionsOf(files: readonly string[]): Promise<string> {
  return (await Promise.all(files.map(versionOf))).map((version) => ` ${version}`).join("");
}

/** Changes whenever the file does. `loadTalk` says better than `stat` why a file cannot be read. */
export async function versionOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size }) => `${mtimeMs}:${size}`,
    () => "missing",
  );
}
