import { id } from "#core/ids.ts";
import type { PageDeck } from "#core/deck/page.ts";
import { PLAYBACK_VERSION, type Playback } from "#core/takes/playback.ts";

/** Stands in for the take of a talk that was never recorded. */
export function nothingRecorded(page: PageDeck): Playback {
  return {
    version: PLAYBACK_VERSION,
    source: "",
    take: id(""),
    talk: page.talk,
    title: page.head.title,
    language: page.head.language,
    recordedAt: "",
    recordedOn: "",
    durationMs: 0,
    panes: [],
    steps: [],
    problems: [],
  };
}
