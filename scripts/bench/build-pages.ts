import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build, type InlineConfig, type Plugin } from "vite";
import { kit } from "#server/adapters/site/kit.ts";

export interface BuiltPages {
  /** Holds a folder for each page: `plain`, `recorded`, `asciinema`, `map`. */
  readonly folder: string;
  /** Script that every page gets before its own. */
  readonly probe: string;
}

/** Builds what runs in browsers with the kit's own Vite, and lays asciinema-player's files beside its page. */
export async function buildPages(folder: string, installed: string): Promise<BuiltPages> {
  await rm(folder, { recursive: true, force: true });
  const here = join(kit.root, "scripts/bench/pages");
  await build({
    ...common,
    root: here,
    build: {
      outDir: join(folder, "probe"),
      emptyOutDir: false,
      lib: {
        entry: join(here, "probe.ts"),
        formats: ["iife"],
        name: "benchProbe",
        fileName: () => "probe.js",
      },
    },
  });
  await buildPage(join(here, "../peers/plain"), join(folder, "plain"));
  await buildPage(join(here, "recorded"), join(folder, "recorded"));
  await buildPage(join(here, "asciinema"), join(folder, "asciinema"));
  await buildPage(join(here, "map"), join(folder, "map"));
  const player = join(installed, "node_modules/asciinema-player/dist/bundle");
  await mkdir(join(folder, "asciinema"), { recursive: true });
  for (const file of ["asciinema-player.min.js", "asciinema-player.css"])
    await cp(join(player, file), join(folder, "asciinema", file));
  return { folder, probe: join(folder, "probe/probe.js") };
}

const common: InlineConfig = {
  configFile: false,
  logLevel: "error",
  base: "./",
  publicDir: false,
  cacheDir: join(kit.cache, "bench/vite"),
};

async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    ...common,
    root,
    plugins: [terminalsAhead],
    build: { outDir, emptyOutDir: false, target: "es2022", assetsInlineLimit: 0 },
  });
}

/** As the kit's pages do: the code of the terminals is asked for together with the script that will want it. */
const terminalsAhead: Plugin = {
  name: "kuroko-bench:terminals-ahead",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle).flatMap((file) => {
        if (!/^assets\/terminals-.*\.(js|css)$/.test(file.fileName)) return [];
        const rel = file.type === "chunk" ? "modulepreload" : "stylesheet";
        return [{ tag: "link", attrs: { rel, href: `./${file.fileName}` }, injectTo: "head" as const }];
      }),
  },
};
