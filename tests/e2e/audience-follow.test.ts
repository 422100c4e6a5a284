import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShowConfig } from "#server/config.ts";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { makeUnderstudyTalk } from "./support/understudy-talk.ts";

const talkIn = (language: string, heading: string): string => `---
title: Room
language: ${language}
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
---

# ${heading}

---

## Steps

\`\`\`terminal one
$ printf '\\e[32mgreen\\e[0m 日本語\\n'; echo first >> ran.log
  id: first
  typing: off
$ printf '\\e[?1049h\\e[2J\\e[3;5H\\e[1;31mfull screen\\e[0m'; read -r answer; printf '\\e[?1049l'; echo "got $answer"
  id: full
  typing: off
$ echo "live slow"; sleep 30
  id: slow
  typing: off
\`\`\`

---

## Last
`;

let browser: Browser;
let talk: TestTalk;
let show: Show & AsyncDisposable;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function start(setting: Partial<ShowConfig>): Promise<void> {
  talk = await makeUnderstudyTalk(talkIn("en", "First"), { one: ["first", "full", "slow"] });
  await talk.write("ja.md", talkIn("ja", "はじめに"));
  opened.push(() => talk[Symbol.asyncDispose]());
  show = await openRoom(setting);
  opened.push(() => show.close());
}

function openRoom(setting: Partial<ShowConfig>, port = 0): ReturnType<typeof openShow> {
  return openShow(talk, { ...setting, outside: { host: "127.0.0.1", port, viewers: true, remotes: false } });
}

async function presenter(slide = 1): Promise<LiveDeck> {
  const deck = await LiveDeck.open(browser, show, slide);
  opened.push(() => deck.close());
  return deck;
}

/** Somebody in the room, with a phone. */
async function viewer(): Promise<LiveDeck> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${show.outsideUrl ?? ""}/`);
  const deck = new LiveDeck(page);
  opened.push(() => deck.close());
  await deck.ready();
  return deck;
}

const at = (deck: LiveDeck, slide: number): Promise<unknown> =>
  deck.page.waitForSelector(`section.present[data-slide="${slide}"]`);

describe("the room of a live talk", () => {
  it("sees each step as the presenter does; who comes late sees the same screen, a full one too", async () => {
    await start({ mode: "live" });
    const deck = await presenter();
    const early = await viewer();
    await early.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await early.stepIs("one", "done");
    await early.shows("one", await deck.picture("one"));
    expect(await early.page.getByText("green", { exact: true }).getAttribute("class")).toBe("xterm-fg-2");
    await deck.press("PageDown");
    await deck.sees("one", /full screen/);
    const late = await viewer();
    await late.stepIs("one", "running");
    const picture = await deck.picture("one");
    await late.shows("one", picture);
    await early.shows("one", picture);
    await deck.takeKeyboard("one");
    await deck.type("42\n");
    await late.sees("one", /green 日本語[^]*got 42/);
    await late.shows("one", await deck.picture("one"));
  });

  it("goes along with slides and the black screen; looking around runs nothing and moves nobody", async () => {
    await start({ mode: "live" });
    const deck = await presenter();
    const one = await viewer();
    await at(one, 1);
    await one.press("ArrowRight", "ArrowRight");
    await at(one, 2);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await at(deck, 1);
    await at(one, 2);
    await one.page.click(".follow-back");
    await at(one, 1);
    await one.stepIs("one", "done");
    await deck.press("b");
    await one.page.waitForSelector(".reveal.paused");
    await deck.press("b");
    await one.page.waitForSelector(".reveal:not(.paused)");
    expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("first\n");
  });

  it("is shown that the understudy has stepped in, and sees what it plays", async () => {
    await start({ mode: "live" });
    const deck = await presenter();
    const one = await viewer();
    await one.sees("one", /one>/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await one.playedBy("one", "live");
    await deck.press("u");
    await one.playedBy("one", "recorded");
    await one.sees("one", /recorded first ends/);
    await deck.press("PageDown");
    await one.sees("one", /recorded full begins/);
    const late = await viewer();
    await late.playedBy("one", "recorded");
    await late.sees("one", /recorded full begins/);
    await Promise.all([one.sees("one", /recorded full ends/), late.sees("one", /recorded full ends/)]);
  });

  it("stays where it is while the server is away, and is right within 2 s of its return", async () => {
    await start({ mode: "live" });
    const deck = await presenter();
    const one = await viewer();
    await deck.press("PageDown");
    await one.stepIs("one", "done");
    const port = Number(new URL(show.outsideUrl ?? "").port);
    const own = Number(new URL(show.url).port);
    await show.close();
    await one.page.waitForFunction(
      () => document.querySelector(".follow-note")?.textContent === "Reconnecting…",
    );
    await one.sees("one", /green/);
    let back = 0;
    one.page.on("websocket", () => (back = performance.now()));
    show = await openRoom({ mode: "live", port: own }, port);
    const right = one.sees("one", /^one>\s*$/).then(() => performance.now());
    // A new shell, with nothing on it yet; it starts when the deck is back, which is no matter of the room's.
    await deck.sees("one", /^one>\s*$/);
    const there = Math.max(back, performance.now());
    expect((await right) - there).toBeLessThan(2000);
    await one.shows("one", await deck.picture("one"));
    await at(one, 1);
  });
});

describe("the room of a recorded talk", () => {
  it("plays each step beside the deck, and follows in a language of one's own", async () => {
    await start({ mode: "recorded" });
    const deck = await presenter(0);
    const one = await viewer();
    await at(one, 0);
    await one.page.click(".follow-language");
    await one.page.waitForSelector('html[lang="ja"] .reveal.ready');
    expect(await one.page.innerText("section.present h1")).toBe("はじめに");
    await deck.press("PageDown", "PageDown");
    await at(one, 1);
    await one.sees("one", /recorded first begins/);
    await deck.stepIs("one", "done");
    await one.stepIs("one", "done");
    // The prompt comes a moment after the end.
    await deck.sees("one", /recorded first ends\s+recorded>\s*$/);
    await one.shows("one", await deck.picture("one"));
    // Finished early there, finished early here.
    await deck.press("PageDown");
    await one.sees("one", /recorded full begins/);
    await deck.press("PageDown");
    await deck.stepIs("one", "done");
    await deck.sees("one", /recorded full ends\s+recorded>\s*$/);
    await one.shows("one", await deck.picture("one"));
  });
});
