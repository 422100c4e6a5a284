import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kit } from "#server/adapters/site/kit.ts";
import type { Show } from "#server/main.ts";
import { htmlReport } from "../../scripts/rehearse/report-html.ts";
import { failed, madeRehearsal, madeStep } from "../support/made-rehearsal.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { Speaker } from "./support/speaker.ts";

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const phone = { width: 390, height: 844 };

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

describe("everybody can use", () => {
  let browser: Browser;
  let checker: string;
  let home: TestTalk;
  let show: Show & AsyncDisposable;
  let deck: LiveDeck;

  beforeAll(async () => {
    [browser, checker, home] = await Promise.all([openBrowser(), readFile(axeFile, "utf8"), makeTalk()]);
    const talk = { home: home.home, folder: join(kit.talks, "hello") };
    const outside = { host: "127.0.0.1", port: 0, viewers: true, remotes: true };
    show = await openShow(talk, {
      understudies: kit.understudies,
      outside,
      room: { reactions: true, questions: true },
    });
    deck = await LiveDeck.open(browser, show);
    await deck.leads();
  });
  afterAll(async () => {
    await browser.close();
    await show[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  /** What breaks WCAG 2.1 AA on the page, contrast among it; colours that a program prints are the program's. */
  async function broken(page: Page): Promise<string[]> {
    await page.evaluate(checker);
    // What fades in is not to be read yet.
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every((one) => one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity),
    );
    const { violations } = await page.evaluate(() =>
      window.axe.run(
        { exclude: [".xterm-screen"] },
        { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] },
      ),
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, any, html }) => `${id} ${target.join(" ")} ${any[0]?.message ?? ""} ${html.slice(0, 120)}`,
      ),
    );
  }

  it("every slide of the deck", async () => {
    for (let slide = 0; slide < 8; slide++) {
      await deck.page.evaluate((to) => (location.hash = `#/${to}`), slide);
      await deck.page.waitForSelector(`section.present[data-slide="${slide}"]`);
      expect([slide, await broken(deck.page)]).toEqual([slide, []]);
    }
  });

  it.each([
    ["the list of keys", "?", ".help"],
    ["the invitation over a slide", "q", ".invitation-overlay"],
    ["the pairing of a phone", "Shift+P", ".pair-words"],
    ["the check of the room", "d", "dialog[open]"],
  ])("%s", async (_, key, shown) => {
    await deck.press(key);
    await deck.page.locator(shown).first().waitFor();
    expect(await broken(deck.page)).toEqual([]);
    await deck.press("Escape");
    await deck.page.locator(shown).first().waitFor({ state: "hidden" });
  });

  it("the speaker window and its sheets", async () => {
    const { page } = await Speaker.open(deck.page);
    expect(await broken(page)).toEqual([]);
    await page.click(".control-more");
    await page.waitForSelector(".more-sheet");
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".more-sheet", { state: "detached" });
    await page.keyboard.press("g");
    await page.waitForSelector(".slide-list");
    expect(await broken(page)).toEqual([]);
    await page.close();
  });

  it("the remote, and the page of all checks", async () => {
    const page = await deck.page.context().newPage();
    await page.setViewportSize(phone);
    await page.goto(`${show.url}/talks/hello/en.html?remote`);
    await page.waitForSelector(".remote-next");
    expect(await broken(page)).toEqual([]);
    await page.goto(`${show.url}/doctor`);
    await page.waitForSelector("h1");
    expect(await broken(page)).toEqual([]);
    await page.close();
  });

  it.each(["en", "ja"])("the report of a rehearsal: %s", async (language) => {
    const lines = [
      { of: "recorded", text: "old" },
      { of: "now", text: "new" },
    ] as const;
    const steps = [
      madeStep("good"),
      madeStep("other", { output: { is: "changed", lines } }),
      madeStep("bad", { result: failed }),
      madeStep("left", { result: { is: "skipped", why: "It was stopped." } }),
      madeStep("unknown", { output: { is: "unknown", why: "it was not recorded" } }),
    ];
    const page = await browser.newPage({ viewport: phone });
    await page.setContent(htmlReport(madeRehearsal(steps, { language })));
    expect(await broken(page)).toEqual([]);
    await page.close();
  });

  it("the talk on a phone in the room", async () => {
    const context = await browser.newContext({ viewport: phone, isMobile: true, hasTouch: true });
    const page = await context.newPage();
    await page.goto(show.outsideUrl ?? "");
    await page.waitForSelector(".reveal.ready");
    for (const slide of [2, 5, 7]) {
      await deck.page.evaluate((to) => (location.hash = `#/${to}`), slide);
      await page.waitForSelector(`section.present[data-slide="${slide}"]`);
      expect([slide, await broken(page)]).toEqual([slide, []]);
    }
    await context.close();
  });
});
