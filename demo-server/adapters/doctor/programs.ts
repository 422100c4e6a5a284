import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Absolute path of the first of these programs that `path` leads to; null where none is there. */
export async function findProgram(
  names: readonly string[],
  path = process.env.PATH ?? "",
): Promise<string | null> {
  for (const name of names) {
    const candidates = isAbsolute(name) ? [name] : path.split(delimiter).map((folder) => join(folder, name));
    for (const candidate of candidates) {
      if (await isProgram(candidate)) return candidate;
    }
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What a program prints; null where it is not there, fails, or takes longer than 8 s. */
export async function askProgram(
  file: string,
  args: readonly string[],
  cwd?: string,
): Promise<string | null> {
  const options = { timeout: 8000, ...(cwd === undefined ? {} : { cwd }) };
  return run(file, [...args], options).then(
    ({ stdout }) => stdout,
    () => null,
  );
}
