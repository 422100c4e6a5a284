/** One pane of a compiled take, without a deck around it: for tests and measurements in a browser. */
/// <reference types="vite/client" />
import { SerializeAddon } from "@xterm/addon-serialize";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import type { PageDeck } from "#core/deck/page.ts";
import { id } from "#core/ids.ts";
import { loadRecorded } from "../../../slides/sources/recorded.ts";

/** What a test calls in the page. */
export interface ReplayPage {
  /** Loads the take and shows its pane; milliseconds until the first screen is drawn. */
  open(take: string, pane: string): Promise<number>;
  /** Seeks; milliseconds until the screen is drawn. */
  seek(ms: number): Promise<number>;
  /** The screen with its scrollback, as text that draws it. */
  serialize(): string;
}

declare global {
  interface Window {
    replay: ReplayPage;
  }
}

const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 1000, allowProposedApi: true });
const serializer = new SerializeAddon();
terminal.loadAddon(serializer);
terminal.loadAddon(new Unicode11Addon());
terminal.unicode.activeVersion = "11";
const place = document.getElementById("pane");
if (place) terminal.open(place);
let seek: (ms: number) => Promise<void> = () => Promise.reject(new Error("open a take first"));

window.replay = {
  open: async (take, name) => {
    const from = performance.now();
    const pane = id<"pane">(name);
    const source = await loadRecorded({ ...EMPTY, understudy: take });
    const parsed = new Promise<void>((resolve) => {
      const heard = terminal.onWriteParsed(() => {
        heard.dispose();
        resolve();
      });
    });
    source.show(pane, terminal);
    await parsed;
    seek = (ms) => source.seek(pane, ms);
    return (await drawn()) - from;
  },
  seek: async (ms) => {
    const from = performance.now();
    await seek(ms);
    return (await drawn()) - from;
  },
  serialize: () => serializer.serialize(),
};

/** When the next frame has been drawn: a message is delivered after the frame's own work. */
function drawn(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

const EMPTY: PageDeck = {
  talk: id("test"),
  head: { title: "", language: "en", theme: "", replay: { longestPauseMs: 1000, speed: 1 } },
  panes: {},
  slides: [],
  problems: [],
  languages: [],
  live: false,
  served: false,
  role: "presenter",
  understudy: null,
};
