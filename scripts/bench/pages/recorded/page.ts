/** kuroko's recorded source and its terminal, without a deck around them: a player as the other one is. */
import type { PageDeck } from "#core/deck/page.ts";
import { id } from "#core/ids.ts";
import { firstScreens } from "../../../../slides/sources/first-screens.ts";
import { loadRecorded } from "../../../../slides/sources/recorded.ts";
import type { RecordedSource } from "../../../../slides/sources/source.ts";
import { FIRST_MS, offerReplay } from "../replay.ts";

const pane = id<"pane">("bench");
const page: PageDeck = {
  talk: id("bench"),
  head: { title: "", language: "en", theme: "kuroko", replay: { longestPauseMs: 1000, speed: 1 } },
  panes: {},
  slides: [],
  problems: [],
  languages: [],
  live: false,
  served: false,
  role: "presenter",
  understudy: "take/",
};

// As in the deck: the code of the terminals is a module of its own, and what they show first comes beside it.
const terminals = import("./terminals.ts");
const source = openSource();

async function openSource(): Promise<RecordedSource> {
  const loaded = await loadRecorded(page);
  void loaded.seek(pane, FIRST_MS);
  const [{ openTerminal, screenOf }] = await Promise.all([terminals, firstScreens(loaded, [pane])]);
  const host = document.querySelector<HTMLElement>("#screen") ?? document.body;
  const { terminal } = openTerminal(host, { size: { cols: 100, rows: 30 }, px: 16, scrollback: 1000 });
  loaded.show(
    pane,
    screenOf(terminal, () => undefined),
  );
  return loaded;
}

offerReplay({
  screen: () => document.querySelector(".xterm-rows"),
  seek: async (ms) => (await source).seek(pane, ms),
});
