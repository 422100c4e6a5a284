import { open, rename, rm } from "node:fs/promises";

/**
 * Puts a file in place in one move, after its content has reached the disk: whoever reads finds the old one or the new one,
 * whole. When it rejects, the old one is still there.
 */
export async function replaceFile(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  // Of two processes at once, neither moves away what the other is writing.
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = await open(draft, "w", mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
