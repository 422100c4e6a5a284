import type { PageDeck } from "#core/deck/page.ts";
import type { Source } from "./source.ts";

/** The server's shells where the page has one behind it, else the understudy, else nothing. */
export async function chooseSource(page: PageDeck): Promise<Source | null> {
  if (page.live) return (await import("./live.ts")).connectLive(page);
  if (page.understudy === null) return null;
  return (await import("./recorded.ts")).loadRecorded(page);
}
