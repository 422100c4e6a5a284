import { decodeQR } from "qr/decode.js";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { serveUi, type UiServer } from "./support/ui-page.ts";

const address = "http://192.168.11.23:4401";

let server: UiServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    serveUi("tests/e2e/audience/talk/ja.md", "tests/e2e/audience/entry.ts"),
    openBrowser(),
  ]);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(
  size = { width: 1920, height: 1080 },
  reducedMotion: "reduce" | "no-preference" = "reduce",
) {
  const context = await browser.newContext({ viewport: size, reducedMotion });
  page = await context.newPage();
  await page.goto(server.address);
  await page.waitForSelector("html[data-started]");
}

async function invite(audienceUrl: string | null, viewers: number): Promise<void> {
  await page.evaluate(
    (told) => {
      Object.assign(window.link, told);
      window.link.changed();
    },
    { audienceUrl, viewers },
  );
}

/** What a phone's camera reads on the screen. */
async function scanned(): Promise<string> {
  const picture = `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
  const { width, height, data } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height);
    // Millions of numbers in a list would take half a minute on their way.
    const reader = new FileReader();
    const isRead = new Promise((resolve) => (reader.onload = resolve));
    reader.readAsDataURL(new Blob(pixels ? [pixels.data] : []));
    await isRead;
    const text = typeof reader.result === "string" ? reader.result : "";
    return { width: image.width, height: image.height, data: text.replace(/^.*,/, "") };
  }, picture);
  return decodeQR({ width, height, data: Uint8Array.from(Buffer.from(data, "base64")) });
}

describe("the invitation to the room", () => {
  for (const [name, size] of Object.entries({
    projector: { width: 1280, height: 720 },
    phone: { width: 390, height: 844 },
  })) {
    it(`can be scanned and read on a ${name}, alone on a slide, beside text and in a column`, async () => {
      await open(size);
      await page.waitForSelector("section.present .invitation.closed");
      await invite(address, 42);
      await page.waitForSelector("section.present .invitation .qr");
      expect(await scanned()).toBe(address);
      expect(await page.innerText("section.present .invitation-address")).toBe("192.168.11.23:4401");
      expect(await page.innerText("section.present .invitation-viewers")).toBe("42 人が視聴中");
      for (const slide of [1, 2]) {
        await page.keyboard.press("ArrowDown");
        await page.waitForSelector(`section.present[data-slide="${slide}"] .qr`);
        await expect.poll(scanned, { timeout: 10_000 }).toBe(address);
        const over = await page.evaluate(() => {
          const section = document.querySelector("section.present");
          return section
            ? section.scrollHeight > section.clientHeight + 1 || section.scrollWidth > section.clientWidth
            : true;
        });
        expect([slide, over]).toEqual([slide, false]);
      }
    });
  }

  it("tells the presenter how to open the room, where nothing is open to it", async () => {
    await open();
    await expect.poll(() => page.innerText("section.present")).toContain("--audience");
    expect(await page.isVisible("section.present .qr")).toBe(false);
  });

  it("comes over any slide by a key, and goes by the same key or the next one", async () => {
    await open({ width: 1280, height: 720 });
    await invite(address, 1);
    await page.keyboard.press("End");
    await page.waitForSelector("section.present[data-slide='3']");
    await page.keyboard.press("q");
    await page.waitForSelector(".invitation-overlay .qr");
    expect(await scanned()).toBe(address);
    await page.keyboard.press("q");
    await page.waitForSelector(".invitation-overlay", { state: "detached" });
    await page.keyboard.press("q");
    await page.waitForSelector(".invitation-overlay");
    await page.keyboard.press("ArrowUp");
    await page.waitForSelector(".invitation-overlay", { state: "detached" });
    await page.waitForSelector("section.present[data-slide='2']");
  });

  it("has an address that the last row of a room can read, over a slide and on one", async () => {
    await open();
    await invite("http://192.168.100.123:4401", 120);
    // A slide may be scaled.
    const typeOf = (where: string): Promise<number> =>
      page.locator(`${where} .invitation-address`).evaluate((told) => {
        const scale = told.getBoundingClientRect().height / told.clientHeight;
        return scale * parseFloat(getComputedStyle(told).fontSize);
      });
    expect(await typeOf("section.present")).toBeGreaterThanOrEqual(64);
    await page.keyboard.press("q");
    await page.waitForSelector(".invitation-overlay .qr");
    expect(await typeOf(".invitation-overlay")).toBeGreaterThanOrEqual(64);
    const lines = await page
      .locator(".invitation-overlay .invitation-address")
      .evaluate((told) => told.clientHeight / parseFloat(getComputedStyle(told).lineHeight));
    expect(Math.round(lines)).toBe(1);
  });
});

describe("what the room sends up", () => {
  it("floats in a corner of the deck and is gone by itself, however much comes", async () => {
    await open(undefined, "no-preference");
    await page.evaluate(() => window.link.react({ "👏": 500, "🎉": 2 }));
    await page.waitForSelector(".drop");
    expect(await page.locator(".drop").count()).toBeLessThanOrEqual(24);
    await page.waitForSelector(".drop", { state: "detached", timeout: 10_000 });
  });

  it("is counted where nothing may move", async () => {
    await open();
    await page.evaluate(() => window.link.react({ "👏": 3 }));
    await page.evaluate(() => window.link.react({ "👏": 2, "🎉": 1 }));
    await expect.poll(() => page.innerText(".rain.counted"), { timeout: 4000 }).toBe("👏 5 🎉 1");
    expect(await page.locator(".drop").count()).toBe(0);
  });
});
