import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { UsageError } from "./errors.ts";

/** Refuses to replace a folder that holds something other than an earlier build. Throws a `UsageError`. */
export async function checkOutFolder(out: string): Promise<void> {
  if (!relative(out, kit.root).startsWith(".."))
    throw new UsageError(`${out} holds the kit itself; name another folder`);
  const found = await stat(out).catch(() => null);
  if (!found) return;
  if (!found.isDirectory()) throw new UsageError(`${out} is not a folder`);
  const isEmpty = (await readdir(out)).length === 0;
  const isBuild = await stat(join(out, "app")).then(
    () => true,
    () => false,
  );
  if (!isEmpty && !isBuild)
    throw new UsageError(`${out} is not empty and no earlier build; name another folder`);
}
