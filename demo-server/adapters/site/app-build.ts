import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { contentHash, filesBelow } from "./content-hash.ts";
import { kit } from "./kit.ts";
import { madeOnce } from "./made-once.ts";

/** What a page loads of the browser app, as paths below `app/`. */
export interface AppAssets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Loaded with the first script: it imports them at once. */
  readonly preload: readonly string[];
  /** What a recording needs besides, and what a terminal does: the first script asks for them once it runs. */
  readonly recording: readonly string[];
  readonly terminals: readonly string[];
  readonly terminalStyles: readonly string[];
  readonly icon?: string;
}

export interface BuiltApp {
  readonly folder: string;
  readonly assets: AppAssets;
}

/** Vite's manifest: https://vite.dev/guide/backend-integration */
const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
});
const manifest = z.record(z.string(), chunk);
/** As Vite's manifest names them. */
const ICON = "ui/icon.svg";
const RECORDING = "sources/recorded.ts";
const TERMINALS = "panes/layer.ts";
type Chunk = z.infer<typeof chunk>;
type Manifest = z.infer<typeof manifest>;

/**
 * The browser app, built when its sources have changed since it was built last. `building` is called just before
 * that takes place: it takes some seconds.
 */
export async function builtApp(building: () => void = () => undefined): Promise<BuiltApp> {
  const place = { home: join(kit.cache, "app"), name: "app", hash: await contentHash(await appSources()) };
  const { folder } = await madeOnce(place, async (draft) => {
    building();
    await build(draft);
  });
  const read = manifest.parse(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
  return { folder, assets: assetsOf(read) };
}

/** In a process of its own: the bundler's memory, some 700 MB, would stay with the server for the whole show. */
async function build(outDir: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  const flags = ["build", "--config", kit.viteConfig, "--outDir", outDir, "--logLevel", "warn"];
  await promisify(execFile)(process.execPath, [vite, ...flags], { cwd: kit.root });
}

/** Copies the app, without the manifest, which only the server reads. */
export async function copyApp(app: BuiltApp, to: string): Promise<void> {
  await cp(app.folder, to, {
    recursive: true,
    filter: (source) => source !== join(app.folder, "manifest.json"),
  });
}

async function appSources(): Promise<string[]> {
  const slides = (await filesBelow(kit.slides)).filter((file) => !file.startsWith("talks/"));
  return [
    ...slides.map((file) => join(kit.slides, file)),
    ...(await filesBelow(kit.core)).map((file) => join(kit.core, file)),
    kit.viteConfig,
    join(kit.root, "package-lock.json"),
  ];
}

function assetsOf(chunks: Manifest): AppAssets {
  const entry = Object.values(chunks).find((found) => found.isEntry);
  if (!entry) throw new Error("the build of the browser app has no entry: is slides/main.ts there?");
  const reached = reachedFrom(chunks, entry);
  const besides = (name: string): Chunk[] =>
    [...reachedFrom(chunks, chunks[name])].filter((found) => !reached.has(found));
  const terminals = besides(TERMINALS);
  const icon = chunks[ICON]?.file;
  return {
    ...(icon === undefined ? {} : { icon }),
    scripts: [entry.file],
    styles: [...new Set([...reached].flatMap((found) => found.css))],
    preload: [...reached].filter((found) => found !== entry).map(({ file }) => file),
    recording: besides(RECORDING).map(({ file }) => file),
    terminals: terminals.map(({ file }) => file),
    terminalStyles: terminals.flatMap(({ css }) => css),
  };
}

/** The chunk and all that it imports at once. */
function reachedFrom(chunks: Manifest, first: Chunk | undefined): ReadonlySet<Chunk> {
  const reached = new Set(first ? [first] : []);
  for (const found of reached) {
    for (const name of found.imports) {
      const imported = chunks[name];
      if (imported) reached.add(imported);
    }
  }
  return reached;
}
