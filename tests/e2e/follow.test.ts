import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import type { Told } from "../support/told-show.ts";
import { serveUi, type UiServer } from "./support/ui-page.ts";

const sizes = {
  phone: { width: 390, height: 844 },
  "phone on its side": { width: 844, height: 390 },
  laptop: { width: 1280, height: 800 },
};
/** Of `ui/talk/ja.md`. */
const slides = { fragments: 3, onePane: 7, twoPanes: 8 };
const onePane = { slide: slides.onePane, shown: ["apply"], panes: { laptop: {} } } as unknown as Told;

let server: UiServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    serveUi("tests/e2e/ui/talk/ja.md", "tests/e2e/follow/entry.ts"),
    openBrowser(),
  ]);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(size: keyof typeof sizes = "phone"): Promise<void> {
  const isPhone = size !== "laptop";
  const context = await browser.newContext({ viewport: sizes[size], hasTouch: isPhone, isMobile: isPhone });
  page = await context.newPage();
  await page.goto(server.address);
  await page.waitForSelector("html[data-started]");
}

function tell(told: Told): Promise<void> {
  return page.evaluate((said) => window.told.tell(said), told);
}

async function isAt(slide: number): Promise<void> {
  await page.waitForSelector(`section.present[data-slide="${slide}"]`);
}

function sent(): Promise<readonly string[]> {
  return page.evaluate(() => window.told.sent);
}

/** From right to left is onwards. */
async function swipe(from: number, to: number): Promise<void> {
  const touch = await page.context().newCDPSession(page);
  const at = (x: number) => ({ touchPoints: [{ x, y: 300 }] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(from) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(to) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

/** Prints in the pane, and waits until it is drawn. */
function print(text: string): Promise<void> {
  return page.evaluate(
    (said) =>
      new Promise((drawn) => {
        window.told.screens.get("laptop" as never)?.write(said, () => requestAnimationFrame(() => drawn()));
      }),
    text,
  );
}

/** Moves the screen by a finger, and waits until it stands still. Its right side comes with fewer pixels than none. */
async function drag(by: number): Promise<void> {
  const touch = await page.context().newCDPSession(page);
  const at = (x: number) => ({ touchPoints: [{ x, y: 400 }] });
  await page.locator(".pane.shown .pane-screen").evaluate((room) => {
    delete document.documentElement.dataset.stands;
    const stands = () => (document.documentElement.dataset.stands = "yes");
    room.addEventListener("scrollend", stands, { once: true });
  });
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(200) });
  for (let part = 1; part <= 10; part++) {
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(200 + (by * part) / 10) });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.waitForSelector("html[data-stands]");
}

/** Whether the terminal's cursor can be seen whole, and how far its screen is moved. */
function cursor(): Promise<{ isInSight: boolean; left: number; top: number }> {
  return page.evaluate(() => {
    const room = document.querySelector(".pane.shown .pane-screen");
    const at = document.querySelector(".pane.shown .xterm-cursor")?.getBoundingClientRect();
    if (!room || !at) return { isInSight: false, left: -1, top: -1 };
    const { left, right, top, bottom } = room.getBoundingClientRect();
    const isInSight =
      at.left >= left - 1 && at.right <= right + 1 && at.top >= top - 1 && at.bottom <= bottom + 1;
    return { isInSight, left: room.scrollLeft, top: room.scrollTop };
  });
}

describe("a viewer's page", () => {
  it("goes along: slides, fragments and the black screen", async () => {
    await open();
    expect(await page.textContent(".follow-note")).toBe("まもなく開始");
    await tell({ slide: slides.fragments });
    await isAt(slides.fragments);
    expect(await page.textContent(".follow-note")).toBe("");
    expect(await page.locator("section.present .fragment.visible").count()).toBe(0);
    await page.evaluate(() => {
      const { told } = window;
      const { heard } = told;
      if (heard)
        told.heard = { ...heard, show: { ...heard.show, place: { ...heard.show.place, fragment: 1 } } };
      told.changed();
    });
    await expect.poll(() => page.locator("section.present .fragment.visible").count()).toBe(2);
    await tell({ slide: slides.fragments, black: true });
    await page.waitForSelector(".reveal.paused");
    await tell({ slide: slides.fragments });
    await page.waitForSelector(".reveal:not(.paused)");
  });

  it("may be looked around in, stays there while the talk goes on, and comes back by one button", async () => {
    await open();
    await tell({ slide: 2 });
    await isAt(2);
    expect(await page.isVisible(".follow-back")).toBe(false);
    await swipe(300, 100);
    await isAt(3);
    // On one's own the whole slide is shown.
    expect(await page.locator("section.present .fragment:not(.visible)").count()).toBe(0);
    expect(await page.textContent(".follow-back")).toBe("発表に戻る3 枚目");
    await tell({ slide: 5 });
    await expect.poll(() => page.textContent(".follow-back")).toBe("発表に戻る6 枚目");
    expect(await page.getAttribute(".follow-back", "class")).toContain("moved-on");
    await isAt(3);
    await page.click(".follow-back");
    await isAt(5);
    expect(await page.isVisible(".follow-back")).toBe(false);
    expect(await sent()).toEqual([]);
  });

  it("follows again where the viewer has caught up, and by keys alone", async () => {
    await open("laptop");
    await tell({ slide: 2 });
    await isAt(2);
    await page.keyboard.press("ArrowLeft");
    await isAt(1);
    await page.keyboard.press("ArrowRight");
    await isAt(2);
    await tell({ slide: 4 });
    await isAt(4);
    await page.keyboard.press("Home");
    await isAt(0);
    await page.keyboard.press("Escape");
    await isAt(4);
    expect(await sent()).toEqual([]);
  });

  it("is not moved by a finger that marks text", async () => {
    await open();
    await tell({ slide: 1 });
    await isAt(1);
    await page.evaluate(() => {
      const text = document.querySelector("section.present li");
      if (text) getSelection()?.selectAllChildren(text);
    });
    await swipe(300, 100);
    await isAt(1);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    await swipe(300, 100);
    await isAt(2);
  });

  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
    it(`shows the stage's own columns on a ${size}, smaller, and never broken otherwise`, async () => {
      await open(size);
      await tell(onePane);
      await page.waitForSelector(".pane.shown .xterm-rows");
      const shape = await page.evaluate(() => {
        const screen = window.told.screens.get("laptop" as never);
        const drawn = document.querySelector(".pane.shown .xterm-screen")?.getBoundingClientRect();
        const room = document.querySelector(".pane.shown .pane-screen")?.getBoundingClientRect();
        const bar = document.querySelector(".follow-bar");
        return {
          cols: screen?.cols,
          rows: screen?.rows,
          fits: (drawn?.height ?? 0) <= (room?.height ?? 0) + 1,
          clipped: bar ? bar.scrollWidth > bar.clientWidth || bar.scrollHeight > bar.clientHeight : true,
          scrolls: document.documentElement.scrollHeight > innerHeight,
          hand: document.querySelectorAll(".pane-take, .pane-ask button").length,
        };
      });
      expect(shape).toEqual({ cols: 100, rows: 26, fits: true, clipped: false, scrolls: false, hand: 0 });
    });
  }

  it("makes a terminal's type larger at a touch, and moves it by a finger then", async () => {
    await open();
    await tell(onePane);
    await page.waitForSelector(".pane.shown .xterm-rows");
    const width = () => page.evaluate(() => document.querySelector(".xterm-screen")?.clientWidth ?? 0);
    const before = await width();
    await page.tap(".pane-magnify");
    await expect.poll(width).toBeGreaterThan(before * 1.4);
    expect(await page.locator(".pane-body.cropped").count()).toBe(1);
    await print("\x1b[H");
    await expect.poll(cursor).toMatchObject({ isInSight: true, left: 0, top: 0 });
    await drag(-150);
    await expect.poll(async () => (await cursor()).left).toBeGreaterThan(100);
    await page.tap(".pane-magnify");
    await expect.poll(width).toBe(before);
  });

  it("draws type on a phone that can be read, and keeps the cursor of a wide screen in sight", async () => {
    await open();
    await tell(onePane);
    await page.waitForSelector(".pane.shown .xterm-rows");
    const type = () =>
      page.locator(".xterm-rows").evaluate((rows) => Number.parseFloat(getComputedStyle(rows).fontSize));
    expect(await type()).toBeGreaterThanOrEqual(11);
    await print(`\x1b[26;1H${"x".repeat(95)}`);
    await expect.poll(cursor).toMatchObject({ isInSight: true });
    expect((await cursor()).left).toBeGreaterThan(0);
    await print("\r");
    await expect.poll(cursor).toMatchObject({ isInSight: true, left: 0 });

    await page.tap(".pane-magnify");
    await expect.poll(type).toBeGreaterThan(14);
    await expect.poll(cursor).toMatchObject({ isInSight: true });
    await print(`\x1b[3;90Hy`);
    await expect.poll(cursor).toMatchObject({ isInSight: true });
  });

  it("leaves a wide screen where its reader has moved it, until the cursor is brought back", async () => {
    await open();
    await tell(onePane);
    await page.waitForSelector(".pane.shown .xterm-rows");
    await print("\x1b[2;2Hx");
    await drag(-150);
    await expect.poll(cursor).toMatchObject({ isInSight: false });
    const { left } = await cursor();
    await print("\r\nmore\r\n");
    expect(await cursor()).toMatchObject({ isInSight: false, left });
    await drag(200);
    await expect.poll(cursor).toMatchObject({ isInSight: true });
    await print(`\x1b[2;99Hx`);
    await expect.poll(cursor).toMatchObject({ isInSight: true });
  });

  for (const way of ["the clipboard", "the old way, without TLS"]) {
    it(`copies a step's command exactly, without a prompt, by ${way}`, async () => {
      await open();
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await tell(onePane);
      await page.waitForSelector(".pane.shown .xterm-rows");
      const read = await page.context().newPage();
      await read.goto(server.address);
      await read.evaluate(() => navigator.clipboard.writeText("before"));
      await page.bringToFront();
      if (way !== "the clipboard")
        await page.evaluate(() =>
          Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }),
        );
      await page.tap(".follow-copy");
      expect(await page.locator(".copy-item pre").allTextContents()).toEqual([
        "terraform apply",
        expect.stringContaining("Terraform will perform the following actions:"),
      ]);
      await page.tap(".copy-item:first-of-type .copy-do");
      await expect.poll(() => page.textContent(".copy-said")).toBe("コピーしました");
      await read.bringToFront();
      expect(await read.evaluate(() => navigator.clipboard.readText())).toBe("terraform apply");
    });
  }

  it("tells a screen reader the slide, and how a step has ended, once", async () => {
    await open();
    await tell({
      ...onePane,
      steps: { apply: { by: "shell", at: "running", forMs: 10 } },
    } as unknown as Told);
    await expect.poll(() => page.textContent(".spoken")).toBe("11 枚中 8 枚目: Terraformで三台つくる");
    await tell({
      ...onePane,
      steps: { apply: { by: "shell", at: "failed", why: { kind: "exit", status: 7 }, ms: 10 } },
    } as unknown as Told);
    await expect.poll(() => page.textContent(".spoken")).toBe("失敗、終了コード 7: terraform apply");
  });

  it("has buttons for reactions and a question while the presenter allows them, and takes no storm of them", async () => {
    await open();
    await tell({ slide: 1 });
    expect(await page.isVisible(".react")).toBe(false);
    expect(await page.isVisible(".follow-ask")).toBe(false);
    await page.evaluate(() => {
      window.told.allows = { reactions: true, questions: true };
      window.told.changed();
    });
    await page.click(".react-open");
    for (let press = 0; press < 6; press += 1) await page.click('.react-one[aria-label="拍手"]');
    await expect.poll(() => page.textContent(".react-said")).toBe("少しお待ちください…");
    const applause = (await sent()).length;
    expect(applause).toBeGreaterThanOrEqual(4);
    expect(applause).toBeLessThan(6);
    await page.click(".follow-ask");
    // Keys are the field's own.
    await page.keyboard.type("なぜ n ですか");
    await page.click(".question-send");
    await expect.poll(() => page.textContent(".question-said")).toBe("送りました。ありがとうございます。");
    expect((await sent()).slice(applause)).toEqual(["なぜ n ですか"]);
    await isAt(1);
    await page.keyboard.press("Escape");
    const bar = await page.evaluate(() => {
      const element = document.querySelector(".follow-bar");
      return element ? element.scrollWidth <= element.clientWidth : false;
    });
    expect(bar).toBe(true);
  });

  it("says calmly that the server is away, and keeps everything readable", async () => {
    await open();
    await tell(onePane);
    await page.waitForSelector(".pane.shown .xterm-rows");
    await page.evaluate(() => {
      window.told.connected = false;
      window.told.changed();
    });
    await expect.poll(() => page.textContent(".follow-note"), { timeout: 5000 }).toBe("再接続中…");
    expect(await page.innerText(".pane.shown .xterm-rows")).toContain("terraform");
    // Not by a swipe: where a terminal is wider than its room, a finger on it moves it.
    await page.click(".follow-move >> nth=0");
    await isAt(slides.onePane - 1);
    await page.evaluate(() => {
      window.told.connected = true;
      window.told.changed();
    });
    await expect.poll(() => page.textContent(".follow-note")).toBe("");
  });
});
