import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { id, type TalkId } from "#core/ids.ts";
import { parseTalk } from "./load.ts";

export interface TalkEntry {
  readonly talk: TalkId;
  /** Title in its first language. */
  readonly title: string;
  /** By language, in the order of their names. */
  readonly languages: readonly { readonly language: string; readonly file: string }[];
}

/** All talks below a folder such as `slides/talks`: its folders with Markdown files named like a language, `ja.md`. */
export async function listTalks(root: string): Promise<TalkEntry[]> {
  const folders = await readdir(root, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const talks = await Promise.all(names.sort().map((name) => readEntry(root, name)));
  return talks.filter((talk) => talk !== undefined);
}

async function readEntry(root: string, name: string): Promise<TalkEntry | undefined> {
  const files = (await readdir(join(root, name))).filter((file) =>
    /^[a-z]{2,3}(-[A-Za-z0-9]+)*\.md$/.test(file),
  );
  const languages = files
    .sort()
    .map((file) => ({ language: file.slice(0, -3), file: join(root, name, file) }));
  const [first] = languages;
  if (!first) return undefined;
  const { head } = parseTalk(await readFile(first.file, "utf8"), first.file);
  return { talk: id<"talk">(name), title: head.title, languages };
}
