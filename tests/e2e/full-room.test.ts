import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, TALK } from "../support/set-up-show.ts";

const OPENED = JSON.stringify({
  sid: "one",
  upgrades: [],
  pingInterval: 2000,
  pingTimeout: 20_000,
  maxPayload: 4096,
});
const FULL = JSON.stringify({ message: "There is no place left." });

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The first socket of the page is told what `tests/integration/audience/sockets.test.ts` hears; the next gets its place. */
async function noPlaceAtFirst(page: Page): Promise<void> {
  let isFirst = true;
  await page.routeWebSocket(/\/audience\//, (socket) => {
    if (!isFirst) {
      socket.connectToServer();
      return;
    }
    isFirst = false;
    socket.onMessage((message) => {
      if (String(message).startsWith("40/audience,")) socket.send(`44/audience,${FULL}`);
    });
    socket.send(`0${OPENED}`);
  });
}

describe("a viewer who finds no place", () => {
  it.each([
    ["en", "Room is full"],
    ["ja", "満員です"],
  ])("is told so (%s), has the slides, and comes in as soon as there is one", async (language, words) => {
    await using talk = await makeTalk({ "en.md": TALK, "ja.md": TALK });
    await using show = await openShow(talk, {
      outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: false },
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await noPlaceAtFirst(page);
    await page.goto(`${show.outsideUrl ?? ""}/talks/probe/${language}.html`);
    await page.waitForSelector(".reveal.ready");
    const note = page.locator(".follow-note");
    await note.filter({ hasText: words }).waitFor();
    const ends = await page
      .locator(".follow-bar > :visible")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThanOrEqual(390);
    await note.filter({ hasText: /Begins soon|まもなく開始/ }).waitFor();
    await context.close();
  });
});
