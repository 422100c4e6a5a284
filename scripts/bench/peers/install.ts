import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Exact, so that two runs measure the same thing. They are no dependency of the kit: nothing of it uses them. */
const versions = { wetty: "3.2.0", "asciinema-player": "3.18.0" } as const;

export type Installed = keyof typeof versions;

/** Installs the peers from npm into `folder` unless they are there. Rejects with what npm said. */
export async function installPeers(folder: string, installing: () => void): Promise<void> {
  const names = Object.keys(versions) as Installed[];
  const found = await Promise.all(names.map((name) => versionOf(folder, name)));
  if (names.every((name, index) => found[index] === versions[name])) return;
  installing();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: versions }));
  // wetty's pty is compiled on Linux by its install script, which this checkout's .npmrc would leave out.
  const flags = ["--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["install", ...flags], { cwd: folder, timeout: 300_000 }).catch((cause: unknown) => {
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new Error(`the peers could not be installed from npm: ${said}`, { cause });
  });
}

/** `3.2.0`, or null where it is not installed. */
export async function versionOf(folder: string, name: Installed): Promise<string | null> {
  const file = join(folder, "node_modules", name, "package.json");
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as { version: string }).version;
}
