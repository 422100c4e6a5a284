import type { Browser, Page } from "playwright-core";
import { kit } from "#server/adapters/site/kit.ts";
import { startShow, type Show } from "#server/main.ts";
import { parseShowFlags, showConfig } from "../cli/show-options.ts";

export const WIDE = { width: 1600, height: 900 };

export interface PicturedShow {
  /** Name of a bundled talk, or the folder of another one. */
  readonly talk: string;
  readonly live: boolean;
  /** Where this show keeps its takes, apart from the presenter's own. */
  readonly state: string;
  readonly understudies?: string;
}

/** Starts the real server on a free port of this computer. */
export async function startPictured({ talk, live, state, understudies }: PicturedShow): Promise<Show> {
  const flags = parseShowFlags({
    talk,
    live,
    port: "0",
    host: "127.0.0.1",
    trust: false,
    fresh: true,
    audience: false,
    remote: false,
    reactions: false,
    questions: false,
    open: false,
  });
  const config = await showConfig(flags, false);
  return startShow({ ...config, state, understudies: understudies ?? kit.understudies });
}

export interface PicturedPage {
  readonly talk: string;
  /** A page of the talk, with the slide's id and the step that was played there last: `en.html#/second/2`. */
  readonly page: string;
  readonly size: { readonly width: number; readonly height: number };
  /** The talk has run for so long. */
  readonly ranMs?: number;
  /** The talk has run for so long, and its clock was stopped. */
  readonly stoppedAtMs?: number;
}

/** Opens a deck of the presenter's, in a browser of its own. */
export async function openDeck(
  browser: Browser,
  show: Show,
  { talk, page, size, ranMs, stoppedAtMs }: PicturedPage,
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  const deck = await context.newPage();
  // Who has not been here is a viewer, and viewers see another page.
  await deck.goto(show.newPresenterUrl());
  if (ranMs !== undefined) await deck.evaluate(setClock, { talk, ranMs, runs: true });
  if (stoppedAtMs !== undefined) await deck.evaluate(setClock, { talk, ranMs: stoppedAtMs, runs: false });
  // Not only another place on the same page.
  await deck.goto("about:blank");
  await deck.goto(`${show.url}/talks/${talk}/${page}`);
  await deck.waitForSelector(".reveal.ready");
  await deck.waitForSelector(".watch-note[hidden]", { state: "attached" });
  return deck;
}

/** Opens the speaker window beside a deck, and waits for the terminals in its picture. */
export async function openSpeaker(deck: Page): Promise<Page> {
  const opens = deck.context().waitForEvent("page");
  await deck.keyboard.press("s");
  const speaker = await opens;
  await speaker.setViewportSize(WIDE);
  await speaker.waitForSelector(".speaker[data-deck=here]");
  await speaker.frameLocator(".picture.now iframe").locator(".pane.shown .xterm-rows").first().waitFor();
  await speaker.waitForLoadState("networkidle");
  return speaker;
}

/** Waits until each pane of the slide shows its prompt: an empty one makes no picture. */
export async function waitForPanes(deck: Page): Promise<void> {
  await deck.waitForFunction(() => {
    const slots = document.querySelectorAll("section.present .pane-slot").length;
    const panes = [...document.querySelectorAll<HTMLElement>(".pane.shown")];
    const drawn = panes.filter((pane) =>
      pane.querySelector<HTMLElement>(".xterm-rows")?.innerText.includes("$"),
    );
    return drawn.length === slots && drawn.every((pane) => getComputedStyle(pane).opacity === "1");
  });
}

/** Runs in the page: as if the talk had run for so long. */
function setClock({ talk, ranMs, runs }: { talk: string; ranMs: number; runs: boolean }): void {
  const clock = { ranMs, since: runs ? Date.now() : null, stopped: !runs };
  sessionStorage.setItem(`kuroko-clock /talks/${talk}/`, JSON.stringify(clock));
}
