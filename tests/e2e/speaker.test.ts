import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { kit } from "#server/adapters/site/kit.ts";
import { readShelf } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { keyTable } from "../../slides/keys/table.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, type TestTalk } from "../support/set-up-show.ts";
import { serveFiles, type StaticHost } from "../support/static-host.ts";
import { deckStandsAt, Speaker } from "./support/speaker.ts";

let home: TestTalk;
let host: StaticHost;
let browser: Browser;
let context: BrowserContext;
let deck: Page;

beforeAll(async () => {
  home = await makeTalk();
  const out = join(home.home, "site");
  await buildStatic({ talks: await readShelf(kit.talks), understudies: kit.understudies, out });
  [host, browser] = await Promise.all([serveFiles(out), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  deck = await openDeck();
});

afterEach(() => context.close());

const sizes = [
  [1920, 1080],
  [1366, 768],
  [1280, 720],
  [1024, 768],
  [768, 1024],
  [390, 844],
] as const;

/** In the page: what stands over something else, or beyond the window. */
function misplaced(): string[] {
  const selectors = ".timing, .picture-box, .panes-panel, .next-card, .notes-panel, .controls";
  const parts = [...document.querySelectorAll<HTMLElement>(selectors)].filter(
    ({ offsetParent }) => offsetParent,
  );
  const boxes = parts.map((part) => ({ name: part.className, box: part.getBoundingClientRect() }));
  const outside = boxes.filter(
    ({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1,
  );
  const over = boxes.flatMap(({ name, box: a }, index) =>
    boxes
      .slice(index + 1)
      .filter(
        ({ box: b }) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1,
      )
      .map((other) => `${name} over ${other.name}`),
  );
  return [...outside.map(({ name }) => `${name} beyond the window`), ...over];
}

async function openDeck(slide = 0): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${host.site}/talks/hello/en.html#/${slide}`);
  await page.waitForSelector(".reveal.ready");
  return page;
}

describe("the speaker window of a static build", () => {
  it("follows the deck and moves it, and says what the next key will do", async () => {
    const speaker = await Speaker.open(deck);
    await speaker.standsAt(1);
    await speaker.says(".notes-text", /Kuroko are the stagehands/);
    await speaker.says(".next-card", /next slide\s+A talk is one Markdown file/i);

    await deck.keyboard.press("ArrowDown");
    await speaker.standsAt(2);
    await speaker.says(".notes-text", /A fenced block is a terminal/);

    await speaker.press("ArrowDown");
    await deckStandsAt(deck, 3);
    await speaker.says(".next-card", /runs\s+echo "Hello from/);
    await speaker.click(".control-previous");
    await deckStandsAt(deck, 2);
    await speaker.standsAt(2);
  });

  it("shows the slide that comes next from the start, and after each move", async () => {
    await deck.goto(`${host.site}/talks/hello/en.html#/2`);
    const speaker = await Speaker.open(deck);
    await speaker.standsAt(3);
    const coming = speaker.page.frameLocator(".picture.next iframe").locator("section.present").last();
    const slide = (): Promise<string | null> => coming.getAttribute("data-slide");
    await expect.poll(slide, { timeout: 15_000 }).toBe("3");
    await speaker.press("ArrowUp");
    await expect.poll(slide, { timeout: 15_000 }).toBe("2");
  });

  it.each(["en", "ja"])("has room for everything in windows of all sizes (%s)", async (language) => {
    await deck.goto(`${host.site}/talks/hello/${language}.html#/2`);
    await deck.waitForSelector(".reveal.ready");
    const { page } = await Speaker.open(deck);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => page.evaluate(misplaced), { message: `${width}x${height}` }).toEqual([]);
    }
  });

  it("runs steps on the deck, and says how they end", async () => {
    await deck.goto(`${host.site}/talks/hello/en.html#/2`);
    const speaker = await Speaker.open(deck);
    await speaker.says(".panes-pane .panes-says", /recorded/);
    await speaker.stepIs("hello", "idle");
    await speaker.click(".control-next");
    await speaker.says(".next-card", /completes the typing|only pulses/);
    await speaker.stepIs("hello", "done");
    await speaker.says(".speaker-spoken", /echo .*: done after/);
    await deck.waitForSelector(`.pane-step[data-at=done]`);
    const screen = speaker.preview().locator(".pane.shown .xterm-rows");
    await expect.poll(() => screen.innerText(), { timeout: 15_000 }).toMatch(/Hello from Linux/);
  });

  it("is right again after a reload of either", async () => {
    const speaker = await Speaker.open(deck);
    await speaker.press("ArrowDown", "ArrowDown");
    await speaker.standsAt(3);
    await speaker.page.reload();
    await speaker.ready();
    await speaker.standsAt(3);

    // The address is written at most once a second: this reload comes before it.
    await speaker.press("ArrowUp", "ArrowDown", "ArrowDown", "b");
    await deckStandsAt(deck, 4);
    await deck.waitForSelector(".reveal.paused");
    await deck.reload();
    await deck.waitForSelector(".reveal.ready");
    await deckStandsAt(deck, 4);
    await deck.waitForSelector(".reveal.paused");
    await speaker.hearsDeck();
    await speaker.press("b", "ArrowUp");
    await deckStandsAt(deck, 3);
    await speaker.standsAt(3);
    await speaker.page.waitForSelector(".speaker-trouble", { state: "hidden" });
  });

  it("says when no deck is there, and finds the next one", async () => {
    const speaker = await Speaker.open(deck);
    await deck.close();
    await speaker.says(".speaker-trouble", /No deck is heard/);
    deck = await openDeck(3);
    await speaker.standsAt(4);
    await speaker.page.waitForSelector(".speaker-trouble", { state: "hidden" });
  });

  it("has a clock that starts with the first move, stands when it is stopped, and goes back to nothing", async () => {
    const elapsed = ".timing-cell:has(.timing-button) .timing-value";
    const speaker = await Speaker.open(deck);
    await speaker.says(elapsed, /^0:00$/);
    await speaker.press("ArrowDown");
    await speaker.says(elapsed, /^0:[0-5][1-9]$/);
    await speaker.says(".timing-pace", /on time|ahead/);
    await speaker.press("e");
    await speaker.page.waitForSelector(".timing-cell[data-is=stopped]");
    await speaker.press("Shift+E");
    await speaker.says(elapsed, /^0:00$/);
    await speaker.says(".timing-pace", /starts with your first move/);
  });

  it("goes on in the deck's other language", async () => {
    const speaker = await Speaker.open(deck);
    await speaker.press("l");
    await deck.waitForURL(/ja\.html/);
    await speaker.page.waitForURL(/ja\.html\?speaker/);
    await speaker.says(".control-next", /次へ/);
  });

  it("goes to a slide that is chosen by its title, and leaves the keys of the list to the list", async () => {
    const speaker = await Speaker.open(deck);
    await speaker.press("g");
    await speaker.page.waitForSelector(".slide-list[open]");
    const rows = await speaker.page
      .locator(".slide-list-row")
      .evaluateAll((found) =>
        found.map((row) => ({ height: row.clientHeight, border: getComputedStyle(row).borderLeftStyle })),
      );
    for (const { height, border } of rows) expect([height >= 43, border]).toEqual([true, "none"]);
    await speaker.click('.slide-list-row:has-text("One key, one step")');
    await speaker.standsAt(3);
    await deckStandsAt(deck, 3);
  });

  it.each(["en", "ja"])(
    "has a row for everything that the keys do, large enough for a finger (%s)",
    async (language) => {
      await deck.goto(`${host.site}/talks/hello/${language}.html#/2`);
      await deck.waitForSelector(".reveal.ready");
      const { page } = await Speaker.open(deck);
      const own = ["takeKeyboard", "search", "copy", "takeOver", "speaker", "help"];
      const wanted = keyTable.map(({ action }): string => action).filter((action) => !own.includes(action));
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        await page.click(".control-more");
        const rows = await page.locator(".more-row").evaluateAll((all) =>
          all.map((row) => ({
            action: (row as HTMLElement).dataset.action,
            height: row.getBoundingClientRect().height,
            cut: row.scrollWidth > row.clientWidth + 1,
          })),
        );
        expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(wanted));
        expect(rows.filter(({ height: tall, cut }) => tall < 44 || cut)).toEqual([]);
        const wide = await page
          .locator(".more-sheet")
          .evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth);
        expect(wide).toBe(0);
        await page.keyboard.press("Escape");
        await page.waitForSelector(".more-sheet", { state: "detached" });
      }
    },
  );

  it("presses on the deck what a row says, by mouse and by keyboard alone", async () => {
    await deck.goto(`${host.site}/talks/hello/en.html#/2`);
    await deck.waitForSelector(".pane .xterm-rows");
    const { page } = await Speaker.open(deck);
    const row = async (action: string): Promise<void> => {
      if (!(await page.isVisible(".more-sheet"))) await page.click(".control-more");
      await page.click(`.more-row[data-action=${action}]`);
    };
    const letters = (): Promise<number> =>
      deck
        .locator(".pane .xterm-rows")
        .first()
        .evaluate((rows) => parseFloat(getComputedStyle(rows).fontSize));
    const before = await letters();
    await row("bigger");
    await row("bigger");
    await expect.poll(letters).toBeGreaterThan(before);
    await row("resetType");
    await expect.poll(letters).toBe(before);
    await row("overview");
    await deck.waitForSelector(".reveal.overview");
    await row("overview");
    await deck.waitForSelector(".reveal:not(.overview)");

    // While the sheet is there no key means what it means else: a row has Enter and Space.
    await page.locator(".control-more").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".more-row:focus-visible");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".more-sheet", { state: "detached" });
    await page.waitForSelector(".control-more:focus-visible");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".more-row:focus-visible");
    for (let at = 0; at < 5; at++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".more-sheet", { state: "detached" });
    const last = await deck.locator("section[data-slide]").count();
    await deckStandsAt(deck, last);
  });

  it("keeps the size of its notes", async () => {
    const speaker = await Speaker.open(deck);
    const size = (): Promise<string> =>
      speaker.page.locator(".notes-text").evaluate((text) => getComputedStyle(text).fontSize);
    const usual = await size();
    await speaker.click(".notes-size.bigger");
    const bigger = await size();
    expect(parseFloat(bigger)).toBeGreaterThan(parseFloat(usual));
    await speaker.page.reload();
    await speaker.ready();
    expect(await size()).toBe(bigger);
  });

  it("that the browser does not let open is said on the deck", async () => {
    await deck.evaluate(() => (window.open = () => null));
    await deck.keyboard.press("s");
    await deck.waitForSelector('.stage-told:has-text("Allow pop-ups")');
  });
});
