import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../support/set-up-browser.ts";
import type { TestTalk } from "../../support/set-up-show.ts";
import { startShowProcess, type ShowProcess } from "../../support/show-process.ts";
import { closedAfterEach } from "../support/closed-after-each.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { makeUnderstudyTalk } from "../support/understudy-talk.ts";

const step = (name: string, more = ""): string =>
  `$ echo ${name} >> ran.log; echo live ${name}\n  id: ${name}\n  typing: off\n${more}`;

const TALK = `---
title: Started again
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "live> " }
---

\`\`\`terminal main
${step("one")}${step("two", "  back when: test -f ready\n")}${step("three")}\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let show: ShowProcess;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(): Promise<void> {
  talk = await makeUnderstudyTalk(TALK, { main: ["one", "two", "three"] });
  opened.push(() => talk[Symbol.asyncDispose]());
  show = await startShowProcess(talk);
  opened.push(() => show.kill("SIGKILL"));
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  await deck.sees("main", /live>/);
}

const ran = async (): Promise<string> =>
  (await readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "")).trim().replaceAll("\n", " ");

describe("the server, killed between two steps and started again", () => {
  it("goes on where it was: what was done stays done, and the next step runs in a new shell", async () => {
    await open();
    await deck.press("PageDown");
    await deck.sees("main", /live one\s+live>\s*$/);
    await deck.stepIs("main", "done");
    await show.kill("SIGKILL");
    show = await startShowProcess(talk, { port: Number(new URL(show.url).port) });
    await deck.sees("main", /this is a new shell\.\s+live>\s*$/);
    await deck.press("PageUp", "PageDown");
    await deck.press("PageDown");
    await deck.sees("main", /live two\s+live>\s*$/);
    expect(await ran()).toBe("one two");
  });
});

describe("a window that was loaded again", () => {
  it("has the recording at once, should its server die then", async () => {
    await open();
    // Fetched ahead, quietly, some seconds after the page is there.
    await deck.page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes(".seg")),
    );
    await deck.page.reload();
    await deck.ready();
    await deck.page.waitForSelector(".pane.shown[data-pane=main]");
    await show.kill("SIGKILL");
    await deck.press("u");
    await deck.playedBy("main", "recorded");
    await deck.press("PageDown");
    await deck.sees("main", /recorded one ends\s+recorded>\s*$/);
    expect(await ran()).toBe("");
  });
});

describe("a window that is loaded again while the understudy plays", () => {
  it("stays recorded where it stood; catching up runs what was skipped, and a check guards the way back", async () => {
    await open();
    await deck.press("u");
    await deck.playedBy("main", "recorded");
    for (const name of ["one", "two"]) {
      await deck.press("PageDown");
      await deck.sees("main", new RegExp(`recorded ${name} ends\\s+recorded>\\s*$`));
      await deck.stepIs("main", "done");
    }
    const before = await deck.screen("main");
    // The address follows a step within a second.
    await expect.poll(() => new URL(deck.page.url()).hash).toMatch(/\/1$/);
    await deck.page.reload();
    await deck.ready();
    await deck.playedBy("main", "recorded");
    await expect.poll(() => deck.screen("main")).toBe(before);
    expect(await ran()).toBe("");

    await deck.press("L");
    await deck.tells("main", "the step's check did not succeed");
    await deck.playedBy("main", "recorded");
    await deck.press("U");
    await deck.tells("main", "Caught up");
    expect(await ran()).toBe("one two");
    expect(await deck.screen("main")).toBe(before);
    await talk.write("ready", "");
    await deck.press("L");
    await deck.playedBy("main", "live");
    await deck.sees("main", /live one[\s\S]*live two\s+live>\s*$/);
    await deck.press("PageDown");
    await deck.sees("main", /live three\s+live>\s*$/);
    expect(await ran()).toBe("one two three");
  });
});
