import { kit } from "#server/adapters/site/kit.ts";
import { findTalk, pickLanguage, readShelf, type ShelfTalk } from "#server/adapters/site/shelf.ts";
import { loadTalk, type LoadedTalk } from "#server/adapters/talks/load.ts";
import { UsageError } from "./errors.ts";
import { defaultTalk } from "./package.ts";

/** A talk that a command is about, in one of its languages. */
export interface NamedTalk {
  readonly talk: ShelfTalk;
  readonly language: string;
  readonly loaded: LoadedTalk;
}

/** The flag that names a talk. */
export const talkArg = {
  type: "positional",
  required: false,
  description: "Name of a talk in slides/talks, or the path of its Markdown file (default: the bundled talk)",
} as const;

/** Finds and reads the talk, or the default one; rejects with an `UnknownTalk` or a `UsageError`. */
export async function namedTalk(wish: string | undefined, language?: string): Promise<NamedTalk> {
  const found =
    wish === undefined
      ? { talk: await usualTalk() }
      : await findTalk(kit.talks, wish, process.env.INIT_CWD ?? process.cwd());
  const system = Intl.DateTimeFormat().resolvedOptions().locale;
  const picked = pickLanguage(
    found.talk,
    language ?? ("language" in found ? found.language : undefined),
    system,
  );
  return { talk: found.talk, language: picked, loaded: await loadTalk(found.talk.files.get(picked) ?? "") };
}

async function usualTalk(): Promise<ShelfTalk> {
  const shelf = await readShelf(kit.talks);
  const talk = shelf.find((one) => one.talk === defaultTalk()) ?? (shelf.length === 1 ? shelf[0] : undefined);
  if (talk) return talk;
  throw new UsageError("which talk? name one, for example: hello");
}
