import { stat } from "node:fs/promises";
import { loadTalk, type LoadedTalk } from "../talks/load.ts";

/** Reads a talk's Markdown file, again only when it has changed. Rejects where it cannot be read. */
export type LoadTalk = (file: string) => Promise<LoadedTalk>;

export function createTalkCache(): LoadTalk {
  const known = new Map<string, { version: string; loaded: Promise<LoadedTalk> }>();
  return async (file) => {
    const version = await versionOf(file);
    const old = known.get(file);
    if (old?.version === version) return old.loaded;
    const loaded = loadTalk(file);
    known.set(file, { version, loaded });
    loaded.catch(() => known.delete(file));
    return loaded;
  };
}

/** Changes whenever the file does. `loadTalk` says better than `stat` why a file cannot be read. */
export async function versionOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size }) => `${mtimeMs}:${size}`,
    () => "missing",
  );
}
