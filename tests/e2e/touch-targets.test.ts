import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { pairPhone, phone } from "./support/pair-phone.ts";

const talkIn = (language: string): string => `---
title: Touch
language: ${language}
budget: 5m
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here }
  two: { target: here }
---

# First

---

## Panes

\`\`\`terminal one
$ echo one
  id: one
\`\`\`

\`\`\`terminal two
$ echo two
  id: two
\`\`\`
`;

const uprightAndOnItsSide = [phone.viewport, { width: 844, height: 390 }];

let browser: Browser;
let talk: TestTalk;
let show: Show & AsyncDisposable;
let deck: LiveDeck;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  talk = await makeTalk({ "en.md": talkIn("en"), "ja.md": talkIn("ja") });
  const outside = { host: "127.0.0.1", port: 0, viewers: true, remotes: true };
  show = await openShow(talk, { outside, room: { reactions: true, questions: true } });
  deck = await LiveDeck.open(browser, show, 1);
  await deck.leads();
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await deck.close();
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
  await browser.close();
});

async function open(address: string, options: BrowserContextOptions = phone): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  return page;
}

/** What can be touched on the page, and which of it is smaller than a finger. */
function touched(page: Page): Promise<{ readonly count: number; readonly small: readonly string[] }> {
  return page.evaluate(() => {
    const all = document.querySelectorAll("button, a[href], input, select, summary, [role=slider]");
    const seen = [...all].filter(
      (part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest(".slides, .xterm"),
    );
    const small = seen.flatMap((part) => {
      const { width, height } = part.getBoundingClientRect();
      // A tenth of a pixel is lost to rounding.
      if (width >= 43.9 && height >= 43.9) return [];
      return [`${part.className}: ${width.toFixed(1)} × ${height.toFixed(1)}`];
    });
    return { count: seen.length, small };
  });
}

async function fitsFingers(page: Page, atLeast: number): Promise<void> {
  const { count, small } = await touched(page);
  expect(small).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(atLeast);
}

describe("all that is touched is 44 pixels wide and high", () => {
  for (const language of ["en", "ja"]) {
    it(`on a viewer's phone (${language})`, async () => {
      const page = await open(`${show.outsideUrl ?? ""}/talks/probe/${language}.html`);
      await page.waitForSelector('section.present[data-slide="1"]');
      await page.waitForSelector(".pane.shown .pane-magnify");
      for (const size of uprightAndOnItsSide) {
        await page.setViewportSize(size);
        // Moves, reactions, the question, copy, the other language, and a magnifier for each pane.
        await fitsFingers(page, 8);
        await page.tap(".follow-ask");
        await page.waitForSelector(".question-send");
        await fitsFingers(page, 2);
        await page.keyboard.press("Escape");
        await page.tap(".follow-move");
        await page.waitForSelector(".follow-bar.around");
        await fitsFingers(page, 3);
        await page.tap(".follow-back");
        await page.waitForSelector(".follow-bar:not(.around)");
      }
    });

    it(`in the speaker window on a phone and a tablet, and in its sheets (${language})`, async () => {
      const page = await open(show.newPresenterUrl());
      await page.goto(new URL(`/talks/probe/${language}.html?speaker`, page.url()).href);
      await page.waitForSelector(".speaker .next-card[data-will]");
      for (const size of [...uprightAndOnItsSide, { width: 1024, height: 768 }]) {
        await page.setViewportSize(size);
        await fitsFingers(page, 10);
        for (const [control, sheet] of [
          [".control-more", ".more-sheet"],
          [".control-jump", ".slide-list"],
        ] as const) {
          await page.tap(control);
          await page.waitForSelector(sheet);
          await fitsFingers(page, 3);
          await page.tap(`${sheet} .help-close`);
          await page.waitForSelector(sheet, { state: "detached" });
        }
      }
    });
  }

  it("on a paired phone", async () => {
    const page = await pairPhone(browser, deck.page);
    contexts.push(page.context());
    for (const size of uprightAndOnItsSide) {
      await page.setViewportSize(size);
      await fitsFingers(page, 4);
    }
  });
});
