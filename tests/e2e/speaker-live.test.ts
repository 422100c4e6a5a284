import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import type { TestTalk } from "../support/set-up-show.ts";
import { startShowProcess, type ShowProcess } from "../support/show-process.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { deckStandsAt, Speaker } from "./support/speaker.ts";
import { makeUnderstudyTalk } from "./support/understudy-talk.ts";

const TALK = `---
title: Speaker
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
---

# First

Note: Only for the presenter.

---

# Steps

\`\`\`terminal one
$ echo asks >> ran.log; echo "live asks"; (exit 3)
  id: asks
  typing: off
$ echo second >> ran.log; echo "live second"
  id: second
  typing: off
\`\`\`

---

# Last
`;

let browser: Browser;
let talk: TestTalk;
let show: ShowProcess;
let deck: LiveDeck;
let speaker: Speaker;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  talk = await makeUnderstudyTalk(TALK, { one: ["asks", "second"] });
  show = await startShowProcess(talk);
  deck = await LiveDeck.open(browser, show, 1);
  speaker = await Speaker.open(deck.page);
  await deck.sees("one", /one>/);
});
afterEach(async () => {
  await deck.close();
  await show.kill("SIGKILL");
  await talk[Symbol.asyncDispose]();
});

const ran = (): Promise<string> => readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "");

describe("the speaker window of a live show", () => {
  it("shows the deck's terminals as they are, and runs a step once", async () => {
    await speaker.says(".panes-pane .panes-says", /live/);
    await speaker.click(".control-next");
    await deck.sees("one", /live asks/);
    await speaker.preview().locator(".pane.shown .xterm-rows").getByText("live asks").last().waitFor();
    await speaker.stepIs("asks", "failed");
    expect(await ran()).toBe("asks\n");
  });

  it("asks whether the understudy shall step in, and the room sees nothing of it", async () => {
    await speaker.press("PageDown");
    await speaker.says(".ask-panel", /one: shall the recording step in\?\s+exit 3/);
    expect(await deck.page.locator(".pane-ask").isVisible()).toBe(false);
    await speaker.click(".ask-yes");
    await deck.playedBy("one", "recorded");
    await speaker.page.waitForSelector(".ask-panel", { state: "hidden" });
    await speaker.says(".panes-pane .panes-says", /recorded/);
    await speaker.stepIs("asks", "done");
    expect(await ran()).toBe("asks\n");
  });

  it("stays live when that is the answer", async () => {
    await speaker.press("PageDown");
    await speaker.page.waitForSelector(".ask-panel:not([hidden])");
    await speaker.click(".ask-no");
    await speaker.page.waitForSelector(".ask-panel", { state: "hidden" });
    await speaker.press("PageDown");
    await deck.sees("one", /live second/);
    expect(await ran()).toBe("asks\nsecond\n");
  });

  it("leaves the question to the deck when it is closed", async () => {
    await speaker.press("PageDown");
    await speaker.page.waitForSelector(".ask-panel:not([hidden])");
    await speaker.page.close();
    await deck.asks("one");
  });

  it("goes on in step with the deck when the server dies", async () => {
    // The understudy is fetched quietly, some seconds after the page is there.
    await deck.page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes(".seg")),
    );
    await show.kill("SIGKILL");
    await speaker.press("ArrowUp");
    await deckStandsAt(deck.page, 1);
    await speaker.says(".notes-text", /Only for the presenter/);
    await deck.press("ArrowDown");
    await speaker.standsAt(2);
    await speaker.press("u");
    await deck.playedBy("one", "recorded");
    await speaker.press("PageDown");
    await deck.sees("one", /recorded asks begins/);
    await speaker.stepIs("asks", "done");
    expect(await ran()).toBe("");
  });
});
