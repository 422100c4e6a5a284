import { rename, rm } from "node:fs/promises";

/**
 * Puts the folder `draft` in the place of `folder`. Two programs may do so at the same moment: one of them wins,
 * and a reader sees one or the other, or for a moment none.
 */
export async function replaceFolder(draft: string, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await rm(folder, { recursive: true, force: true });
    try {
      await rename(draft, folder);
      return;
    } catch (cause) {
      const isThere = cause instanceof Error && "code" in cause && cause.code === "ENOTEMPTY";
      if (!isThere || attempt === 3) throw cause;
    }
  }
}
