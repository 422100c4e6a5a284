import { realpath } from "node:fs/promises";
import { sep } from "node:path";

/**
 * Whether what is read at `file` lies in `folder`, all links followed: one in a stranger's talk may lead to anything that
 * the presenter can read, and the room would be shown it. False for a file that is missing.
 */
export async function liesIn(folder: string, file: string): Promise<boolean> {
  const [top, there] = await Promise.all([folder, file].map((path) => realpath(path).catch(() => null)));
  return typeof top === "string" && typeof there === "string" && there.startsWith(`${top}${sep}`);
}
