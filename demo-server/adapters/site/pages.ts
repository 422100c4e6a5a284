import type { Head } from "#core/deck/model.ts";
import { otherHosts, type OtherHosts } from "#core/deck/other-hosts.ts";
import { pageDeck, type PageDeck } from "#core/deck/page.ts";
import type { TalkId } from "#core/ids.ts";
import { redactText } from "#core/stream/redaction.ts";
import type { Role } from "#core/show/role.ts";
import { secretsOf } from "../talks/secrets.ts";
import type { DurationsOf } from "../takes/durations.ts";
import { renderPage } from "../talks/page.ts";
import { withoutNotes } from "../talks/without-notes.ts";
import type { AppAssets } from "./app-build.ts";
import type { ShelfTalk } from "./shelf.ts";
import type { LoadTalk } from "./talk-cache.ts";

/** From `talks/<talk>/<language>.html` to the site's top: pages hold relative addresses only, so a site can lie anywhere. */
const TOP = "../../";

export interface PagesSetting {
  readonly load: LoadTalk;
  readonly assets: AppAssets;
  readonly hasUnderstudy: (talk: ShelfTalk) => Promise<boolean>;
  /** The talk that has live shells behind it. */
  readonly live: TalkId | null;
  /** The talk whose windows meet at this server. */
  readonly served: TalkId | null;
  /** How long the steps of a talk take; absent where no presenter sees the pages. */
  readonly durations?: DurationsOf;
  /** What the page of this file says of what it may load, where no server says it. */
  readonly policyOf?: (file: string) => string | null;
}

/** What a page shows, without its frame: what an edit of the talk changes. */
export interface PageContent {
  readonly page: PageDeck;
  readonly slidesHtml: string;
  /** See `PagesSetting`. */
  readonly policy: string | null;
}

/** Makes the pages of talks. */
export interface Pages {
  /** Rejects only where the file cannot be read: a mistake in a talk is shown on its slide. */
  content(talk: ShelfTalk, language: string): Promise<PageContent | null>;
  html(talk: ShelfTalk, language: string, role: Role): Promise<string | null>;
  /** Whom its slides ask for pictures, films and frames. */
  otherHosts(talk: ShelfTalk, language: string): Promise<OtherHosts>;
  /** What the talk says of itself; rejects where its file cannot be read. */
  head(talk: ShelfTalk, language: string): Promise<Head | null>;
}

export function createPages(setting: PagesSetting): Pages {
  const { load, assets, hasUnderstudy, live, served, durations, policyOf = (): null => null } = setting;
  const fromPage = {
    scripts: assets.scripts.map(inPage),
    styles: assets.styles.map(inPage),
    preload: assets.preload.map(inPage),
    recording: assets.recording.map(inPage),
    terminals: assets.terminals.map(inPage),
    terminalStyles: assets.terminalStyles.map(inPage),
    ...(assets.icon === undefined ? {} : { icon: inPage(assets.icon) }),
  };

  const content: Pages["content"] = async (talk, language) => {
    const file = talk.files.get(language);
    if (file === undefined) return null;
    const { deck, slidesHtml } = await load(file);
    // A show says what is wrong with the patterns; a page is made again and again.
    const rules = secretsOf(deck, () => undefined);
    const about = {
      languages: [...talk.files.keys()].map((other) => ({ language: other, href: `${other}.html` })),
      live: live === talk.talk,
      served: served === talk.talk,
      role: "presenter",
      understudy: (await hasUnderstudy(talk)) ? `${TOP}understudies/${talk.talk}/` : null,
      ...(durations ? { durations: await durations(deck) } : {}),
    } as const;
    const page = pageDeck(deck, about, (text) => redactText(text, rules));
    return { page, slidesHtml, policy: policyOf(file) };
  };

  return {
    content,
    html: async (talk, language, role) => {
      const found = await content(talk, language);
      if (found === null) return null;
      const page = { ...found.page, role };
      if (role !== "viewer") return renderPage({ ...found, page, assets: fromPage });
      // Notes, and how long things took before, are between the presenter and the presenter.
      const slidesHtml = withoutNotes(found.slidesHtml);
      return renderPage({ ...found, page: { ...page, durations: {} }, slidesHtml, assets: fromPage });
    },
    otherHosts: async (talk, language) => {
      const file = talk.files.get(language);
      return otherHosts(file === undefined ? "" : (await load(file)).slidesHtml);
    },
    head: async (talk, language) => {
      const file = talk.files.get(language);
      return file === undefined ? null : (await load(file)).deck.head;
    },
  };
}

function inPage(path: string): string {
  return `${TOP}app/${path}`;
}
