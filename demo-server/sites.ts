import { join } from "node:path";
import { builtApp, type BuiltApp } from "./adapters/site/app-build.ts";
import { DEV_ASSETS, type DevApp } from "./adapters/site/dev-app.ts";
import { createPages, type Pages } from "./adapters/site/pages.ts";
import { createSite, type Site } from "./adapters/site/site.ts";
import type { ShelfTalk } from "./adapters/site/shelf.ts";
import { createTalkCache } from "./adapters/site/talk-cache.ts";
import { watchTalks, type TalkEdit } from "./adapters/site/talk-watch.ts";
import { createUnderstudies } from "./adapters/site/understudies.ts";
import { createDoctorPage } from "./adapters/doctor/serve.ts";
import { createDurations, type DurationsOf } from "./adapters/takes/durations.ts";
import type { RelayConfig, ShowConfig } from "./config.ts";

export interface Sites {
  /** All talks, for the presenter's side. */
  readonly own: Site;
  /** The talk that is given and nothing else, for the room; null where nothing is open to it. */
  readonly outside: Site | null;
}

/** Everything that is seen of the talks, as one run of the server shows it. Rejects when the browser app cannot be built. */
export async function openSites(
  config: ShowConfig,
  dev: DevApp | null,
  onEdit: (edit: TalkEdit) => void,
): Promise<Sites> {
  const { shelf, log, talk } = config;
  const given = talk?.talk ?? null;
  // The room is shown the built app also while the kit's own sources are served to the presenter.
  const app = dev && !config.outside ? null : await builtApp(log.building);
  const load = createTalkCache(config.trusts);
  const understudies = createUnderstudies({ home: config.understudies, load });
  const pagesWith = (assets: BuiltApp["assets"], durations?: DurationsOf): Pages =>
    createPages({
      ...(durations ? { durations } : {}),
      load,
      assets,
      hasUnderstudy: understudies.has,
      live: config.mode === "live" ? (given?.talk ?? null) : null,
      served: given?.talk ?? null,
    });
  const front = talk ? frontOf(config) : null;
  const folders = { recorded: join(config.state, "takes"), understudies: config.understudies };
  const durations = createDurations(folders);
  const pages = pagesWith(dev ? DEV_ASSETS : (app?.assets ?? DEV_ASSETS), durations);
  if (dev) await watchTalks({ app: dev, pages, shelf, onEdit, onTrouble: log.trouble });
  const own = createSite({
    pages,
    shelf,
    trusts: config.trusts,
    understudies,
    app: dev ? null : (app?.folder ?? null),
    front,
    ...(talk
      ? {
          doctor: createDoctorPage({
            ...talk,
            load,
            folders,
            live: config.mode === "live",
            state: config.state,
            deck: frontOf(config),
          }),
        }
      : {}),
  });
  const outside =
    app && given && config.outside
      ? createSite({
          pages: pagesWith(app.assets),
          shelf: async () => (await shelf()).filter(({ folder }) => folder === given.folder),
          trusts: config.trusts,
          understudies,
          app: app.folder,
          front,
        })
      : null;
  return { own, outside };
}

/** The site of a relay: one talk, as the room sees it. Rejects when the browser app cannot be built. */
export async function openRelaySite({
  talk,
  trusts,
  language,
  understudies: home,
  log,
}: RelayConfig): Promise<Site> {
  const app = await builtApp(log.building);
  const load = createTalkCache(trusts);
  const understudies = createUnderstudies({ home, load });
  const pages = createPages({
    load,
    assets: app.assets,
    hasUnderstudy: understudies.has,
    // Whether the stage is live, it says itself, pane by pane.
    live: talk.talk,
    served: talk.talk,
  });
  const front = frontOf({ talk: { talk, language } });
  const shelf = (): Promise<ShelfTalk[]> => Promise.resolve([talk]);
  return createSite({ pages, shelf, trusts, understudies, app: app.folder, front });
}

/** Path of the page to begin with. */
export function frontOf({ talk }: Pick<ShowConfig, "talk">): string {
  return talk
    ? `/talks/${encodeURIComponent(talk.talk.talk)}/${encodeURIComponent(talk.language)}.html`
    : "/";
}
