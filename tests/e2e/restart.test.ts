import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, type TestTalk } from "../support/set-up-show.ts";
import { startShowProcess, type ShowProcess } from "../support/show-process.ts";
import { LiveDeck } from "./support/live-deck.ts";

const TALK = `---
title: Restart
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
---

# First

---

# Steps

\`\`\`terminal one
$ echo first >> ran.log; echo "live first"
  id: first
  typing: off
$ echo slow >> ran.log; echo begun; sleep 600
  id: slow
  typing: off
$ echo third >> ran.log; echo "live third"
  id: third
  typing: off
\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let show: ShowProcess;
const decks: LiveDeck[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  talk = await makeTalk({ "en.md": TALK });
  show = await startShowProcess(talk);
});
afterEach(async () => {
  for (const deck of decks.splice(0)) await deck.close();
  await show.kill("SIGKILL");
  await talk[Symbol.asyncDispose]();
});

async function openDeck(slide?: number): Promise<LiveDeck> {
  const deck = await LiveDeck.open(browser, show, slide);
  decks.push(deck);
  return deck;
}

async function restart(signal: NodeJS.Signals): Promise<void> {
  const port = Number(new URL(show.url).port);
  await show.kill(signal);
  show = await startShowProcess(talk, { port });
}

const ran = async (): Promise<string> => readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "");

/** On the slide with the steps, the first is done and the second runs. */
async function inMidTalk(): Promise<LiveDeck> {
  const deck = await openDeck(1);
  await deck.sees("one", /^one>/m);
  await deck.press("PageDown");
  await deck.stepIs("one", "done");
  await deck.press("PageDown");
  await deck.stepIs("one", "running");
  await deck.sees("one", /^begun$/m);
  return deck;
}

describe("a server that dies in mid-talk and is started again", () => {
  it("goes on: place and finished steps stay, what ran has failed, the shell says that it is new, nothing runs twice", async () => {
    const deck = await inMidTalk();
    await restart("SIGKILL");
    await deck.stepIs("one", "failed");
    await deck.isAt({ slide: 1, fragment: 1 });
    await deck.sees("one", /The server was restarted: this is a new shell\.\n[^]*one>/);
    await deck.leads();
    // Back before the first step and on again: both were run already.
    await deck.press("PageUp", "PageUp");
    await deck.isAt({ slide: 1, fragment: -1 });
    await deck.press("PageDown", "PageDown");
    await deck.isAt({ slide: 1, fragment: 1 });
    await deck.press("PageDown");
    await deck.sees("one", /^live third$/m);
    expect(await ran()).toBe("first\nslow\nthird\n");
  });

  it("has position and steps right within 2 s of the connection's return", async () => {
    const deck = await inMidTalk();
    let back = 0;
    // The last one that the deck opens is the one that is answered.
    deck.page.on("websocket", () => (back = performance.now()));
    const failed = deck.stepIs("one", "failed");
    await restart("SIGKILL");
    await failed;
    const right = performance.now();
    expect(right - back).toBeLessThan(2000);
  });

  it("gives a window that is opened anew the place of the show", async () => {
    const deck = await inMidTalk();
    await deck.close();
    decks.length = 0;
    await restart("SIGKILL");
    const again = await openDeck();
    await again.isAt({ slide: 1, fragment: 1 });
    await again.leads();
    await again.stepIs("one", "failed");
    expect(await ran()).toBe("first\nslow\n");
  });

  it("keeps the lead for the deck that had it, also where the other one is back first", async () => {
    const first = await inMidTalk();
    const second = await LiveDeck.beside(first);
    await second.watches();
    const port = Number(new URL(show.url).port);
    await show.kill("SIGKILL");
    // The one that leads is asleep while the server comes back.
    await first.page.goto("about:blank");
    show = await startShowProcess(talk, { port });
    await second.page.waitForFunction(() => document.querySelector(".stage-trouble")?.textContent === "");
    await first.page.goBack();
    await first.leads();
    await second.watches();
    await first.isAt({ slide: 1, fragment: 1 });
  });
});

describe("a show that was ended", () => {
  it("is not gone on with: the next one begins anew", async () => {
    const deck = await inMidTalk();
    await deck.close();
    decks.length = 0;
    await restart("SIGTERM");
    const again = await openDeck();
    await again.leads();
    await again.isAt({ slide: 0, fragment: -1 });
    await again.press("PageDown");
    await again.sees("one", /^one>/m);
    await again.press("PageDown");
    await eventually(async () => (await ran()) === "first\nslow\nfirst\n");
  });
});
