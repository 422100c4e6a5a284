import { sentence } from "#core/sentences.ts";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";

import { TargetError } from "#server/app/ports.ts";

/** Absolute path of a shell given as a path or as a name on `path`. Rejects with `misconfigured`. */
export async function findShell(shell: string, path: string): Promise<string> {
  const candidates = shell.includes("/") ? [resolve(shell)] : path.split(":").map((dir) => join(dir, shell));
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return candidate;
  }
  throw new TargetError("misconfigured", sentence("shellMissing", { shell }));
}

/** Absolute working directory, `cwd` being relative to the talk's folder. Rejects with `misconfigured`. */
export async function findFolder(folder: string, cwd: string): Promise<string> {
  const absolute = isAbsolute(cwd) ? cwd : join(folder, cwd);
  const found = await stat(absolute).catch(() => null);
  if (found?.isDirectory()) return absolute;
  throw new TargetError(
    "misconfigured",
    sentence(found ? "folderIsNone" : "folderMissing", { folder: absolute }),
  );
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
