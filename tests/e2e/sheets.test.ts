import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const talkText = (reset: string, size = ""): string => `---
title: Sheets
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, prompt: "main> "${size} }
${reset}
---

# First

---

# Steps

\`\`\`terminal main
$ X=kept; touch left-over
  id: make
  typing: off
$ echo "X is $X."
  id: look
  typing: off
\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** `KUROKO_SHOTS` names a folder for pictures of what is tested. */
async function picture(name: string): Promise<void> {
  const folder = process.env.KUROKO_SHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await deck.page.screenshot({ path: join(folder, `${name}.png`) });
}

async function open(reset: string, mode: "live" | "recorded" = "live", size = ""): Promise<void> {
  talk = await makeTalk({ "en.md": talkText(reset, size) });
  opened.push(() => talk[Symbol.asyncDispose]());
  const show = await openShow(talk, { mode });
  opened.push(() => show.close());
  deck = await LiveDeck.open(browser, show, 1);
  opened.push(() => deck.close());
}

async function sheetSays(what: RegExp): Promise<void> {
  await expect.poll(() => deck.page.locator(".sheet").innerText()).toMatch(what);
}

describe("the key that brings the demo back", () => {
  it("says what it runs, does nothing unless it is confirmed, and begins the talk again", async () => {
    await open("reset:\n  - rm left-over\n  - echo ready");
    await deck.sees("main", /main>/);
    await deck.press("PageDown");
    await deck.stepIs("main", "done");
    expect(existsSync(join(talk.folder, "left-over"))).toBe(true);

    await deck.press("B");
    await sheetSays(/rm left-over[\s\S]*echo ready/);
    await picture("reset-asks");
    expect(await deck.page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
    await deck.press("PageDown", "Escape");
    await deck.page.waitForSelector(".sheet", { state: "detached" });
    expect(existsSync(join(talk.folder, "left-over"))).toBe(true);

    await deck.press("B");
    await sheetSays(/rm left-over/);
    await deck.press("Shift+Tab", "Enter");
    await sheetSays(/Done in .* s: the demo can begin/);
    await picture("reset-done");
    expect(existsSync(join(talk.folder, "left-over"))).toBe(false);
    await deck.press("Enter");
    await deck.page.waitForSelector(".sheet", { state: "detached" });
    await deck.isAt({ slide: 0, fragment: -1 });

    await deck.press("PageDown", "PageDown");
    await deck.stepIs("main", "done");
    await deck.press("PageDown");
    await deck.sees("main", /X is kept\./);
    expect((await deck.screen("main")).match(/touch left-over/g)).toHaveLength(1);
  });

  it("says why a reset failed, with its last words", async () => {
    await open("reset: echo no ship here; exit 4");
    await deck.press("B");
    await sheetSays(/no ship here/);
    await deck.press("Shift+Tab", "Enter");
    await sheetSays(/It failed\. It ended with status 4\.[\s\S]*no ship here/);
    await picture("reset-failed");
  });

  it("says that there is nothing to bring back", async () => {
    await open("");
    await deck.press("B");
    await sheetSays(/does not say how its demo goes back/);
  });
});

describe("the key that looks at the screen", () => {
  it("tells the window's size and the type of the terminals that were shown", async () => {
    await open("");
    await deck.sees("main", /main>/);
    await deck.press("d");
    await sheetSays(/1920 × 1080 px[\s\S]*“main” has \d+ × \d+ characters, a row of \d\d px/);
    await picture("doctor");
    await deck.press("Enter");
    await deck.page.waitForSelector(".sheet", { state: "detached" });
    const columns = (): Promise<number> =>
      deck.page.locator(".pane-body").evaluate((body) => Number(body.dataset.cols));
    const before = await columns();
    await deck.press("-", "-", "-", "-", "-", "-");
    await expect.poll(columns).toBeGreaterThan(1.4 * before);
    await deck.press("d");
    await sheetSays(/cannot read it|hard to read/);
    await deck.page.setViewportSize({ width: 390, height: 844 });
    await sheetSays(/higher than a slide is/);
    await picture("doctor-phone");
  });

  it("finds the type as large as the doctor has foretold for a pane with a size of its own", async () => {
    await open("", "live", ", size: 150x40");
    await deck.sees("main", /main>/);
    const share = async (): Promise<number> =>
      Number(/row of .*?([\d.]+) %/.exec(await deck.page.locator("body").innerText())?.[1]);
    await deck.press("d");
    await sheetSays(/“main” has 150 × 40 characters.*hard to read/);
    const drawn = await share();
    await deck.page.goto(new URL("/doctor", deck.page.url()).href);
    await deck.page.waitForSelector("li:has-text('main\" has 150 × 40 characters')");
    expect(Math.abs((await share()) - drawn)).toBeLessThan(0.15);
    await picture("doctor-page");
  });

  it("leads to the page with all checks, which is the presenter's alone", async () => {
    await open("");
    const { url } = { url: new URL(deck.page.url()).origin };
    await deck.page.goto(`${url}/doctor`);
    await deck.page.waitForSelector("h1:has-text('Sheets')");
    const stranger = await browser.newContext();
    opened.push(() => stranger.close());
    const page = await stranger.newPage();
    expect((await page.goto(`${url}/doctor`))?.status()).toBe(403);
  });
});
