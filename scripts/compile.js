// Plain JavaScript: this is what runs before anything here can read TypeScript.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, version } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, ".cache/kit");

/** Older results that stay: a show that runs from one imports its parts when they are first needed. */
const kept = 3;

/**
 * Folder of the kit as JavaScript, file by file, compiled when a source has changed since. Compiled and not loaded
 * through hooks, because these cost a show some 40 MB and a third of its start.
 */
export async function compiledKit() {
  const sources = await sourceFiles();
  const folder = join(home, await hashOf(sources));
  if (!(await exists(folder))) await compile(sources, folder);
  return folder;
}

async function sourceFiles() {
  const folders = ["demo-server", "scripts"];
  const found = await Promise.all(folders.map((folder) => readdir(join(root, folder), { recursive: true })));
  return found
    .flatMap((names, index) => names.map((name) => posix.join(folders[index], name.replaceAll("\\", "/"))))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .sort();
}

async function hashOf(sources) {
  const hash = createHash("sha256")
    .update(version)
    .update(await readFile(fileURLToPath(import.meta.url)));
  for (const source of sources) hash.update(`\0${source}\0`).update(await readFile(join(root, source)));
  return hash.digest("hex").slice(0, 16);
}

async function compile(sources, folder) {
  const draft = `${folder}.draft-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints: sources,
      outbase: root,
      outdir: draft,
      bundle: true,
      plugins: [fileByFile],
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
    });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was first: its result is as good.
    if (!(await exists(folder))) throw error;
  }
  await forgetOld();
}

/** Nothing is bundled: each import leads to the compiled file that stands for it. */
const fileByFile = {
  name: "file-by-file",
  setup(esbuild) {
    esbuild.onResolve({ filter: /./ }, ({ kind, path, importer }) =>
      kind === "entry-point" ? undefined : { path: compiledPath(path, dirname(importer)), external: true },
    );
  },
};

/** The `imports` of package.json lead to sources; a compiled file goes there by itself. */
function compiledPath(path, from) {
  const [, map, rest] = /^#(core|server)\/(.+)$/.exec(path) ?? [];
  if (map === undefined) return path.startsWith(".") ? path.replace(/\.ts$/, ".js") : path;
  const target = join(root, map === "core" ? "demo-server/core" : "demo-server", rest);
  const way = relative(from, target).replaceAll("\\", "/").replace(/\.ts$/, ".js");
  return way.startsWith(".") ? way : `./${way}`;
}

async function forgetOld() {
  const names = (await readdir(home)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(home, name))).mtimeMs })),
  );
  dated.sort((one, other) => other.at - one.at);
  for (const { name } of dated.slice(kept)) await rm(join(home, name), { recursive: true, force: true });
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
