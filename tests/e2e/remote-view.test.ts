import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { pairPhone } from "./support/pair-phone.ts";
import { deckStandsAt, Speaker } from "./support/speaker.ts";

const TALK = `---
title: Remote
language: en
budget: 5m
---

# First

Note: Say hello.

---

# Second

<ul><li class="fragment">A point to make</li></ul>

Note: Make the point.

---

# Last
`;

let browser: Browser;
let talk: TestTalk;
let show: Show & AsyncDisposable;
let deck: LiveDeck;
const phones: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  talk = await makeTalk({ "en.md": TALK });
  const outside = { host: "127.0.0.1", port: 0, viewers: true, remotes: true };
  show = await openShow(talk, { outside, room: { reactions: false, questions: true } });
  deck = await LiveDeck.open(browser, show);
  await deck.leads();
});
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
  await deck.close();
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

async function pairFrom(window: Page): Promise<Page> {
  const phone = await pairPhone(browser, window);
  phones.push(phone.context());
  return phone;
}

/** A touch; one that follows at once would be taken for a trembling thumb. */
async function tap(phone: Page, selector: string): Promise<void> {
  await phone.waitForSelector(".remote:not([data-pressed])");
  await phone.tap(selector);
}

/** Waits until a part of the phone's page says this. */
async function says(phone: Page, selector: string, what: RegExp): Promise<void> {
  await expect.poll(() => phone.locator(selector).first().innerText(), { timeout: 15_000 }).toMatch(what);
}

describe("a phone", () => {
  it("is paired from the deck, drives it with its thumb, and says what comes next", async () => {
    const phone = await pairFrom(deck.page);
    await says(phone, ".notes-text", /Say hello/);
    await says(phone, ".remote-next", /Next\s+next slide\s+Second/);
    await tap(phone, ".remote-next");
    await deckStandsAt(deck.page, 2);
    await says(phone, ".notes-text", /Make the point/);
    await says(phone, ".remote-next", /shows\s+A point to make/);
    await tap(phone, ".remote-next");
    await deck.page.waitForSelector(".fragment.visible");

    await tap(phone, ".remote-small:has-text('Black')");
    await deck.page.waitForSelector(".reveal.paused");
    await phone.waitForSelector(".remote-small[aria-pressed=true]");
    await tap(phone, ".remote-small:has-text('Black')");
    await deck.press("ArrowUp");
    await says(phone, ".notes-text", /Say hello/);
  });

  it("has the button in the lower half of the screen, at least as large as that half", async () => {
    const phone = await pairFrom(deck.page);
    for (const size of [
      { width: 390, height: 844 },
      { width: 360, height: 640 },
      { width: 844, height: 390 },
    ]) {
      await phone.setViewportSize(size);
      const box = await phone.locator(".remote-next").boundingBox();
      if (!box) throw new Error("no button");
      expect(box.width * box.height).toBeGreaterThan(0.42 * size.width * size.height);
      expect(box.y + box.height).toBeLessThanOrEqual(size.height);
      expect(box.y + box.height).toBeGreaterThan(size.height * 0.9);
      const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  });

  it("is told how many questions the room has, and nothing of them", async () => {
    const phone = await pairFrom(deck.page);
    const viewer = await browser.newContext();
    phones.push(viewer);
    const page = await viewer.newPage();
    await page.goto(`${show.outsideUrl ?? ""}/`);
    await page.click(".follow-ask");
    await page.fill(".question-field", "Why?");
    await page.click(".question-send");
    await says(phone, ".remote-news", /1 question/);
    expect(await phone.content()).not.toContain("Why?");
  });

  it("is cut off by one key, and says so in large type", async () => {
    const phone = await pairFrom(deck.page);
    await deck.press("Shift+X");
    await phone.waitForSelector(".remote[data-is=lost] .remote-lost", { timeout: 15_000 });
    expect(await phone.locator(".remote-next").isDisabled()).toBe(true);
  });

  it("is paired from the speaker window, and both drive", async () => {
    const speaker = await Speaker.open(deck.page);
    const phone = await pairFrom(speaker.page);
    await tap(phone, ".remote-next");
    await speaker.standsAt(2);
    await speaker.press("ArrowDown");
    await deckStandsAt(deck.page, 3);
    await says(phone, ".remote-times", /3 \/ 3/);
  });
});

describe("without --remote", () => {
  it("the deck says how phones are let in", async () => {
    const closed = await openShow(talk);
    const alone = await LiveDeck.open(browser, closed);
    await alone.leads();
    await alone.press("Shift+P");
    await alone.page.waitForSelector(".pair-none:has-text('--remote')");
    await alone.press("Escape");
    await alone.page.waitForSelector(".pair", { state: "detached" });
    await alone.close();
    await closed[Symbol.asyncDispose]();
  });
});
