import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { TalkId } from "#core/ids.ts";
import { kit } from "./kit.ts";
import type { ShelfTalk } from "./shelf.ts";
import type { LoadTalk } from "./talk-cache.ts";

/** The understudies of the talks, in the form that a browser plays. */
export interface Understudies {
  /** Whether a take is kept with this talk. */
  readonly has: (talk: ShelfTalk) => Promise<boolean>;
  /** Folder of the compiled understudy, compiled when it has changed; null where the talk has none. */
  readonly folder: (talk: ShelfTalk) => Promise<string | null>;
}

export interface UnderstudiesSetting {
  /** Holds one take folder for each talk, named like the talk. */
  readonly home: string;
  /** Where the compiled ones are kept; removed without harm. */
  readonly cache?: string;
  readonly load: LoadTalk;
}

export function createUnderstudies(setting: UnderstudiesSetting): Understudies {
  const { home, load } = setting;
  const cache = setting.cache ?? cacheOf(home);
  const known = new Map<TalkId, { version: string; folder: Promise<string> }>();

  /** Changes when another take is kept; null without one. */
  const versionOf = async ({ talk }: ShelfTalk): Promise<string | null> => {
    const found = await stat(join(home, talk, "take.json")).catch(() => null);
    return found && `${found.mtimeMs}:${found.size}`;
  };

  const compile = async ({ talk, files }: ShelfTalk): Promise<string> => {
    const folder = join(cache, talk);
    // All languages of a talk have the same panes.
    const [file] = files.values();
    const panes = file === undefined ? {} : (await load(file)).deck.panes;
    // Imported here because it brings a whole terminal, which a start without a new take has no use for.
    const { compilePlayback } = await import("../takes/compile.ts");
    await compilePlayback(join(home, talk), folder, { scrollback: (pane) => panes[pane]?.scrollback });
    return folder;
  };

  return {
    has: async (talk) => (await versionOf(talk)) !== null,
    folder: async (talk) => {
      const version = await versionOf(talk);
      if (version === null) return null;
      // A page asks for many files at once: they all wait for one compilation.
      const old = known.get(talk.talk);
      if (old?.version === version) return old.folder;
      const folder = compile(talk);
      known.set(talk.talk, { version, folder });
      folder.catch(() => known.delete(talk.talk));
      return folder;
    },
  };
}

/** Talks of one name in two homes have nothing in common: one's recording must not step in for the other. */
function cacheOf(home: string): string {
  const name = createHash("sha256").update(resolve(home)).digest("hex").slice(0, 12);
  return join(kit.cache, "understudies", name);
}
