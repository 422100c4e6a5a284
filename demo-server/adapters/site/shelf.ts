import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { didYouMean } from "#core/closest.ts";
import { id, type TalkId } from "#core/ids.ts";

/** A talk's folder, before anything in it is read. */
export interface ShelfTalk {
  readonly talk: TalkId;
  /** Absolute. */
  readonly folder: string;
  /** Absolute Markdown file of each page: `ja` is shown as `ja.html`. */
  readonly files: ReadonlyMap<string, string>;
}

export class UnknownTalk extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnknownTalk";
  }
}

/** The talks in `root`, by name. A folder without Markdown is none; names that begin with a dot or `_` are left out. */
export async function readShelf(root: string): Promise<ShelfTalk[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && isPlain(entry.name));
  const talks = await Promise.all(folders.map((entry) => readTalkFolder(join(root, entry.name))));
  return talks.filter((talk) => talk.files.size > 0).sort((a, b) => a.talk.localeCompare(b.talk));
}

export async function readTalkFolder(folder: string): Promise<ShelfTalk> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => !entry.isDirectory() && extname(entry.name) === ".md" && isPlain(entry.name))
    .filter((entry) => !isReadme(entry.name))
    .map((entry) => [basename(entry.name, ".md"), join(folder, entry.name)] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  return { talk: id<"talk">(basename(folder)), folder, files: new Map(files) };
}

function isReadme(path: string): boolean {
  return basename(path).toLowerCase() === "readme.md";
}

function isPlain(name: string): boolean {
  return !name.startsWith(".") && !name.startsWith("_");
}

/** A talk that was asked for, and the language when its file was named. */
export interface FoundTalk {
  readonly talk: ShelfTalk;
  readonly language?: string;
}

/** Finds a talk by its name on the shelf, or by the path of its folder or of its Markdown file. Throws `UnknownTalk`. */
export async function findTalk(root: string, wish: string, cwd: string): Promise<FoundTalk> {
  const shelf = await readShelf(root);
  const named = shelf.find((talk) => talk.talk === wish);
  if (named) return { talk: named };
  const path = resolve(cwd, wish);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) {
    const talk = await readTalkFolder(path);
    if (talk.files.size > 0) return { talk };
    throw new UnknownTalk(`there is no Markdown file in ${wish}, so it is not a talk`);
  }
  if (found && isReadme(path))
    throw new UnknownTalk(
      `${wish} tells of its folder and is no talk: name another Markdown file, or the folder`,
    );
  if (found && extname(path) === ".md")
    return { talk: await readTalkFolder(dirname(path)), language: basename(path, ".md") };
  if (found) throw new UnknownTalk(`${wish} is not a Markdown file`);
  if (/[/\\]|\.md$/i.test(wish)) throw new UnknownTalk(`there is no such file or folder: ${wish}`);
  const names = shelf.map((talk) => talk.talk);
  const known = names.length === 0 ? "there are no talks yet" : `known: ${names.join(", ")}`;
  throw new UnknownTalk(`there is no talk "${wish}"${didYouMean(wish, names) || ` (${known})`}`);
}

/** The page to begin with: as wished, or in the system's language, or in English, or the first. Throws `UnknownTalk`. */
export function pickLanguage(talk: ShelfTalk, wish: string | undefined, system: string): string {
  const has = [...talk.files.keys()];
  if (wish !== undefined) {
    if (has.includes(wish)) return wish;
    throw new UnknownTalk(`"${talk.talk}" is not there in "${wish}"; it has ${has.join(", ")}`);
  }
  const near = has.find(
    (language) => language.toLowerCase().split("-")[0] === system.toLowerCase().split("-")[0],
  );
  const picked = near ?? has.find((language) => language === "en") ?? has[0];
  if (picked === undefined) throw new UnknownTalk(`"${talk.talk}" has no Markdown file`);
  return picked;
}
