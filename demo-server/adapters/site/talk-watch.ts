import { dirname, extname, sep } from "node:path";
import type { TalkId } from "#core/ids.ts";
import type { DevApp } from "./dev-app.ts";
import type { PageContent, Pages } from "./pages.ts";
import type { ShelfTalk } from "./shelf.ts";
import { versionOf } from "./talk-cache.ts";

/**
 * Most editors cut a file and then write it: two changes that may come as one event, while the file is still empty
 * or half written. So each event is followed by a second look.
 */
const secondLookMs = 60;

/** Name of the Vite event that brings an edited talk to the pages that show it. */
export const TALK_EVENT = "kuroko:talk";

/** Sent with `TALK_EVENT`. */
export interface TalkEdit extends PageContent {
  readonly talk: TalkId;
  /** Name of the page: `ja` for `ja.html`. */
  readonly language: string;
  /** Absolute path of the file that was saved. */
  readonly file: string;
}

export interface TalkWatchSetting {
  readonly app: DevApp;
  readonly pages: Pages;
  readonly shelf: () => Promise<readonly ShelfTalk[]>;
  /** Called with each edit, before the pages hear of it. */
  readonly onEdit?: (edit: TalkEdit) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Sends a talk to the pages that show it as soon as its Markdown or a picture in its folder is saved. */
export async function watchTalks({ app, pages, shelf, onEdit, onTrouble }: TalkWatchSetting): Promise<void> {
  for (const talk of await shelf()) app.watch(talk.folder);

  /** A text is the page of its language; a picture may be in all of them. */
  const edited = async (file: string): Promise<void> => {
    const isText = extname(file) === ".md";
    const talk = (await shelf()).find(({ folder }) =>
      isText ? folder === dirname(file) : file.startsWith(`${folder}${sep}`),
    );
    if (!talk) return;
    for (const [language, path] of talk.files) {
      if (path !== file && isText) continue;
      const content = await pages.content(talk, language);
      if (content === null) continue;
      const edit: TalkEdit = { talk: talk.talk, language, file: path, ...content };
      onEdit?.(edit);
      app.tell(TALK_EVENT, edit);
    }
  };

  const told = new Map<string, string>();
  const look = async (file: string): Promise<void> => {
    const version = await versionOf(file);
    if (told.get(file) === version || version.endsWith(":0")) return;
    told.set(file, version);
    await edited(file);
  };

  // One after the other, so that an older text never arrives behind a newer one.
  let looking = Promise.resolve();
  const lookInTurn = (file: string): void => {
    looking = looking.then(() => look(file)).catch(onTrouble);
  };
  app.onFile((file) => {
    if (!/\.(?:md|avif|gif|jpe?g|png|svg|webp)$/.test(file)) return;
    lookInTurn(file);
    setTimeout(() => lookInTurn(file), secondLookMs);
  });
}
