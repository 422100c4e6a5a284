/** kuroko's recorded source and its terminal, without a deck around them: a player as the other one is. */
import "@xterm/xterm/css/xterm.css";
import type { PageDeck } from "#core/deck/page.ts";
import { id } from "#core/ids.ts";
import { screenOf } from "../../../../slides/panes/screen.ts";
import { openTerminal } from "../../../../slides/panes/terminal.ts";
import { loadRecorded } from "../../../../slides/sources/recorded.ts";
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
  understudy: "take/",
};

// As in the deck: the take is on its way while the terminal is made.
const loading = loadRecorded(page);
const host = document.querySelector<HTMLElement>("#screen") ?? document.body;
const { terminal } = openTerminal(host, { size: { cols: 100, rows: 30 }, px: 16, scrollback: 1000 });
const source = loading.then((loaded) => {
  void loaded.seek(pane, FIRST_MS);
  loaded.show(
    pane,
    screenOf(terminal, () => undefined),
  );
  return loaded;
});

offerReplay({
  screen: () => document.querySelector(".xterm-rows"),
  seek: async (ms) => (await source).seek(pane, ms),
});
