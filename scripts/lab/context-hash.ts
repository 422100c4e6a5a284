import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names what an image is built from: its folder's files with their paths and permissions, and `more`. 12 hex digits. */
export async function contextHash(folder: string, more = ""): Promise<string> {
  const hash = createHash("sha256").update(more);
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    const found = await stat(path);
    if (!found.isFile()) continue;
    // Only whether it can be executed: git keeps no more, so every checkout has the same hash.
    hash.update(`\0${name}\0${found.mode & 0o100}\0`).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 12);
}
