import type { PageDeck } from "#core/deck/page.ts";
import type { Clock } from "./playback/performance.ts";
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
  const [{ loadRecorded }, { browserWorld }, { withUnderstudy }, { tabMemory }] = await Promise.all([
    import("./recorded.ts"),
    import("./playback/world.ts"),
    import("./switch.ts"),
    import("./understudy/memory.ts"),
  ]);
  const world = browserWorld();
  const loading = loadRecorded(page, world);
  const memory = tabMemory(page.talk);
  // What was recorded before a reload must not flash by live.
  if (memory.remembered.recorded.length > 0) await within(loading, world.clock);
  return withUnderstudy({ page, live, loading, clock: world.clock, memory });
}

/** The shells are shown when a recording is not there by then. */
const LOADED_WITHIN_MS = 3000;

function within(loading: Promise<unknown>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const late = clock.after(LOADED_WITHIN_MS, resolve);
    const end = (): void => {
      late.dispose();
      resolve();
    };
    loading.then(end, end);
  });
}
