import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { keyTable, showChord } from "../../slides/keys/table.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { slides, UiDeck } from "./support/ui-deck.ts";
import { serveUi, type UiServer } from "./support/ui-page.ts";

let server: UiServer;
let browser: Browser;
let deck: UiDeck;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveUi(), openBrowser()]);
});
afterEach(() => deck.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

const done = { at: "done", status: 0, ms: 1200 } as const;

describe("the next-key", () => {
  it("runs a step once, completes its typing, pulses while it runs, and goes on when it is done", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.press("PageDown");
    await deck.expectCalls("next apply");
    await deck.press("PageDown");
    await deck.expectCalls("next apply", "next apply");
    await deck.set("apply", { at: "running", since: 0 });
    await deck.press("Space");
    await deck.expectCalls("next apply", "next apply", "next apply");
    expect((await deck.lastPlace())?.shown).toEqual(["apply"]);
    await deck.set("apply", done);
    await deck.press("ArrowRight");
    await deck.expectCalls("next apply", "next apply", "next apply", "next output");
    await deck.set("output", done);
    await deck.press("n");
    await deck.expectSlide(slides.twoPanes);
  });

  it("means one step when it is pressed twice before the source has answered", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.page.evaluate(() => {
      const source = window.fake;
      source.next = (step) => {
        source.calls.push(`next ${step}`);
        return new Promise(() => undefined);
      };
    });
    await deck.press("PageDown", "PageDown");
    await deck.expectCalls("next apply", "next apply");
    expect((await deck.lastPlace())?.shown).toEqual(["apply"]);
  });

  it("shows what the source refused, and never runs a step on the way back or over a done one", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.page.evaluate(() => (window.fake.refusal = "The shell is not there yet."));
    await deck.press("PageDown");
    await expect.poll(() => deck.page.textContent(".pane-toast.shown")).toBe("The shell is not there yet.");
    await deck.page.evaluate(() => (window.fake.refusal = null));
    await deck.set("apply", done);
    await deck.press("PageUp");
    await expect.poll(async () => (await deck.lastPlace())?.shown).toEqual([]);
    await deck.press("PageDown");
    await expect.poll(async () => (await deck.lastPlace())?.shown).toEqual(["apply"]);
    await deck.expectCalls("next apply");
  });
});

describe("a step that was refused", () => {
  const refuse = (why: string | null): Promise<unknown> =>
    deck.page.evaluate((text) => (window.fake.refusal = text), why);
  const told = (why: string): Promise<void> =>
    expect.poll(() => deck.page.textContent(".pane-toast.shown")).toBe(why);

  it("is run by the next press, and not passed over", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await refuse("The shell is lost.");
    await deck.press("PageDown");
    await told("The shell is lost.");
    await refuse(null);
    await deck.press("PageDown");
    await deck.expectCalls("next apply", "next apply");
    expect((await deck.lastPlace())?.shown).toEqual(["apply"]);
    await deck.set("apply", done);
    await deck.press("PageDown");
    await deck.expectCalls("next apply", "next apply", "next output");
  });

  it("twice in a row holds nobody up: the third press goes on", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await refuse("The shell is lost.");
    await deck.press("PageDown");
    await told("The shell is lost.");
    await refuse("It is still lost.");
    await deck.press("PageDown");
    await told("It is still lost.");
    await deck.press("PageDown");
    await deck.expectCalls("next apply", "next apply", "next output");
  });
});

describe("the other keys", () => {
  it("move by slides and jump without running anything", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.text });
    await deck.press("End", "ArrowUp", "ArrowUp");
    await deck.expectSlide(slides.twoPanes);
    await deck.press("ArrowDown");
    await deck.expectSlide(slides.fourPanes);
    await deck.press("Home");
    await deck.expectSlide(0);
    expect(await deck.lastPlace()).toEqual({ slide: 0, shown: [] });
    await deck.expectCalls();
  });

  it("run again, move on without waiting, and act on the pane", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.press("PageDown");
    await deck.set("apply", { at: "running", since: 0 });
    await deck.press("r");
    await deck.expectCalls("next apply", "rerun apply");
    await deck.set("apply", { at: "running", since: 0 });
    await deck.press("m");
    await deck.expectCalls("next apply", "rerun apply", "moveOn apply", "next output");
    await deck.press("c", "Shift+R");
    await expect.poll(async () => (await deck.calls()).slice(4)).toEqual(["clear laptop", "reopen laptop"]);
  });

  it("are understood while a Japanese input method is on", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.text });
    await deck.page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Process", code: "KeyN", bubbles: true, cancelable: true }),
      ),
    );
    await deck.expectSlide(slides.text + 1);
  });

  it("are all on the help overlay, which any key closes", async () => {
    deck = await UiDeck.open(browser, server);
    await deck.press("?");
    const shown = await deck.page.locator(".help kbd").allTextContents();
    expect(shown.sort()).toEqual(keyTable.flatMap(({ chords }) => chords.map(showChord)).sort());
    await deck.press("Escape");
    expect(await deck.page.locator(".help").count()).toBe(0);
    expect(await deck.page.locator(".reveal.overview").count()).toBe(0);
  });
});

describe("the keyboard of a pane", () => {
  it("gives every key to the shell but the one that gives it back", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.onePane });
    await deck.waitForPane("laptop");
    await deck.press("x");
    expect(await deck.inputs()).toEqual([]);
    await deck.press("t");
    await deck.page.waitForSelector(".pane.has-keyboard");
    await deck.press("n", "PageDown", "?", "Escape", "Control+c");
    await expect
      .poll(() => deck.inputs())
      .toEqual(["laptop:n", "laptop:\u001b[6~", "laptop:?", "laptop:\u001b", "laptop:\u0003"]);
    await deck.page.mouse.click(900, 60);
    await deck.press("q");
    await expect.poll(async () => (await deck.inputs()).at(-1)).toBe("laptop:q");
    await deck.press("Control+Shift+K");
    await deck.expectCalls("keyboard laptop true", "keyboard laptop false");
    expect(await deck.page.locator(".pane.has-keyboard").count()).toBe(0);
    await deck.press("PageDown");
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("next apply");
    expect(await deck.inputs()).toHaveLength(6);
  });

  it("comes back by itself when its slide is left or its shell is lost", async () => {
    deck = await UiDeck.open(browser, server, { slide: slides.twoPanes });
    await deck.waitForPane("web1");
    await deck.press("2", "t");
    await deck.page.waitForSelector(".pane.has-keyboard[data-pane=web1]");
    await deck.setPane("web1", { at: "lost", why: "Gone." });
    await expect.poll(() => deck.page.locator(".pane.has-keyboard").count()).toBe(0);
    await deck.press("1", "t");
    await deck.page.waitForSelector(".pane.has-keyboard[data-pane=laptop]");
    await deck.page.evaluate(() => (location.hash = "#/1"));
    await expect.poll(() => deck.page.locator(".pane.has-keyboard").count()).toBe(0);
    await expect.poll(async () => (await deck.calls()).at(-1)).toBe("keyboard laptop false");
  });
});
