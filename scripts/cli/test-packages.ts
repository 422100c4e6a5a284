import { execFile } from "node:child_process";
import { access, mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { kit } from "#server/adapters/site/kit.ts";

/** A package that tests need and kuroko does not: too large to be installed for everybody. */
export interface TestPackage {
  readonly name: string;
  /** Pinned: what `npm test` runs is not to change by itself. */
  readonly version: string;
}

/** 2.x needs Node 22. */
export const kubernetesClient: TestPackage = { name: "@kubernetes/client-node", version: "1.4.0" };

const modules = join(kit.root, "node_modules");
/** `npm ci` removes it with the rest, and `npm install` may remove the link to it: the next set-up makes both again. */
const apart = join(modules, ".kuroko-tests");

/** Whether Node finds it from here, wherever it was installed. */
export function hasPackage({ name }: TestPackage): Promise<boolean> {
  return access(join(modules, name, "package.json")).then(
    () => true,
    () => false,
  );
}

/**
 * Installs it in a folder of its own and links it where Node looks; kuroko's packages and its lockfile stay as they
 * are. Installed among them it would move those that both need to other versions. Rejects where npm fails.
 */
export async function installPackage({ name, version }: TestPackage): Promise<void> {
  // Without the folder npm would look for one further up.
  await mkdir(apart, { recursive: true });
  const untouched = ["--no-save", "--no-package-lock", "--ignore-scripts"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"];
  await promisify(execFile)(
    "npm",
    ["install", "--prefix", apart, ...untouched, ...quiet, `${name}@${version}`],
    { timeout: 5 * 60_000 },
  );
  const link = join(modules, name);
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await symlink(relative(dirname(link), join(apart, "node_modules", name)), link);
}
