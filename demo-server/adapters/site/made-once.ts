import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Older results that are kept beside the newest: switching branches back and forth makes nothing anew. */
const KEPT = 3;

/**
 * The folder `<home>/<name>-<hash>`, made by `make` when it is not there yet. It appears whole or not at all, also when
 * two processes make it at once. Rejects with what `make` rejects with.
 */
export async function madeOnce(
  { home, name, hash }: { home: string; name: string; hash: string },
  make: (folder: string) => Promise<void>,
): Promise<{ folder: string; made: boolean }> {
  const folder = join(home, `${name}-${hash}`);
  if (await isFolder(folder)) return { folder, made: false };
  const draft = `${folder}.draft-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: its result is as good.
    if (!(await isFolder(folder))) throw error;
  }
  await forgetOld(home, name, folder);
  return { folder, made: true };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function forgetOld(home: string, name: string, newest: string): Promise<void> {
  const mine = (await readdir(home))
    .filter((entry) => entry.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(entry.slice(name.length + 1)))
    .map((entry) => join(home, entry))
    .filter((folder) => folder !== newest);
  const dated = await Promise.all(mine.map(async (folder) => ({ folder, at: (await stat(folder)).mtimeMs })));
  dated.sort((a, b) => b.at - a.at);
  for (const { folder } of dated.slice(KEPT)) await rm(folder, { recursive: true, force: true });
}
