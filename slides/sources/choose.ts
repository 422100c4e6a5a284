import type { PageDeck } from "#core/deck/page.ts";
import type { Source } from "./source.ts";

/** The server's shells where the page has one behind it, with the understudy, if there is one, ready to step in; else the understudy alone; else nothing. */
export async function chooseSource(page: PageDeck): Promise<Source | null> {
  if (!page.live) return page.understudy === null ? null : (await import("./recorded.ts")).loadRecorded(page);
  const [{ connectLive }, { stageConnection }] = await Promise.all([
    import("./live.ts"),
    import("../link/stage-connection.ts"),
  ]);
  const live = connectLive(page, await stageConnection("deck"));
  if (page.understudy === null) return live;
  const [{ loadRecorded }, { browserWorld }, { withUnderstudy }] = await Promise.all([
    import("./recorded.ts"),
    import("./playback/world.ts"),
    import("./switch.ts"),
  ]);
  const world = browserWorld();
  return withUnderstudy({ page, live, loading: loadRecorded(page, world), clock: world.clock });
}
