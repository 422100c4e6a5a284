import { allHosts } from "#core/deck/other-hosts.ts";
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { builtApp, copyApp } from "./app-build.ts";
import { filesBelow } from "./content-hash.ts";
import { createPages, type Pages } from "./pages.ts";
import { pagePolicy } from "./policy.ts";
import type { ShelfTalk } from "./shelf.ts";
import { talkListPage } from "./talk-list.ts";
import { isMedia } from "./talk-media.ts";
import { createTalkCache } from "./talk-cache.ts";
import { createUnderstudies, type Understudies } from "./understudies.ts";

export interface StaticBuildSetting {
  readonly talks: readonly ShelfTalk[];
  /** Whether the talk in this file may have script in its slides; all may, where nothing is said. */
  readonly trusts?: (file: string) => boolean;
  /** Holds one take folder for each talk. */
  readonly understudies: string;
  /** Replaced as a whole, when everything has been written. */
  readonly out: string;
  /** Called before the browser app is built anew. */
  readonly building?: () => void;
}

export interface StaticBuild {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
  /** Drawings of talks that are not trusted, by their paths in the site, that nobody could say were harmless. */
  readonly leftOut: readonly string[];
  /** Whom the slides of its talks ask for pictures, films and frames. */
  readonly otherHosts: readonly string[];
}

/** Writes a site that needs no server: the same pages, with relative addresses only. */
export async function buildStatic(setting: StaticBuildSetting): Promise<StaticBuild> {
  const { talks, out } = setting;
  const app = await builtApp(setting.building);
  const trusts = setting.trusts ?? ((): boolean => true);
  const load = createTalkCache(trusts);
  const understudies = createUnderstudies({ home: setting.understudies, load });
  const pages = createPages({
    load,
    assets: app.assets,
    hasUnderstudy: understudies.has,
    live: null,
    served: null,
    policyOf: (file) => (trusts(file) ? null : pagePolicy()),
  });
  const leftOut: string[] = [];
  const hosts = new Set<string>();
  const draft = `${out}.draft-${process.pid}`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await copyApp(app, join(draft, "app"));
    await writeFile(join(draft, "index.html"), await talkListPage(talks, pages));
    for (const talk of talks) {
      leftOut.push(...(await writeTalk(talk, { pages, understudies, trusts }, draft)));
      for (const language of talk.files.keys())
        for (const host of allHosts(await pages.otherHosts(talk, language))) hosts.add(host);
    }
    await rm(out, { recursive: true, force: true });
    await rename(draft, out);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { ...(await weigh(out, talks)), leftOut, otherHosts: [...hosts] };
}

interface Parts {
  readonly pages: Pages;
  readonly understudies: Understudies;
  readonly trusts: (file: string) => boolean;
}

/** Gives the paths of what was left out. */
async function writeTalk(
  talk: ShelfTalk,
  { pages, understudies, trusts }: Parts,
  site: string,
): Promise<string[]> {
  const folder = join(site, "talks", talk.talk);
  await mkdir(folder, { recursive: true });
  const leftOut: string[] = [];
  for (const file of await filesBelow(talk.folder)) {
    const from = join(talk.folder, file);
    const isTrusted = trusts(from);
    if (!isMedia(file, isTrusted)) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    const isWritten = await writeMedia(from, join(folder, file), isTrusted);
    if (!isWritten) leftOut.push(join("talks", talk.talk, file));
  }
  for (const language of talk.files.keys()) {
    const html = await pages.html(talk, language, "presenter");
    if (html !== null) await writeFile(join(folder, `${language}.html`), html);
  }
  const understudy = await understudies.folder(talk);
  if (understudy !== null) await cp(understudy, join(site, "understudies", talk.talk), { recursive: true });
  return leftOut;
}

/** A server shows a stranger's drawing without script; a static site has to have none in it. */
async function writeMedia(from: string, to: string, isTrusted: boolean): Promise<boolean> {
  if (isTrusted || extname(from).toLowerCase() !== ".svg") {
    await cp(from, to);
    return true;
  }
  const { harmlessDrawing } = await import("../talks/untrusted-drawing.ts");
  const drawing = harmlessDrawing(await readFile(from, "utf8"));
  if (drawing !== null) await writeFile(to, drawing);
  return drawing !== null;
}

async function weigh(
  out: string,
  talks: readonly ShelfTalk[],
): Promise<Omit<StaticBuild, "leftOut" | "otherHosts">> {
  const files = await filesBelow(out);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(out, file))).size));
  return {
    pages: talks.reduce((sum, talk) => sum + talk.files.size, 0),
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
