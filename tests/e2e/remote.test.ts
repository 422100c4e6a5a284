import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, TALK, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

let browser: Browser;
let talk: TestTalk;
let show: Show & AsyncDisposable;
let deck: LiveDeck;
const phones: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  talk = await makeTalk({ "en.md": TALK, "picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" });
  show = await openShow(talk, { outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: true } });
  deck = await LiveDeck.open(browser, show);
  await deck.leads();
});
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.context().close();
  await deck.close();
  await show[Symbol.asyncDispose]();
  await talk[Symbol.asyncDispose]();
});

/** Opens the address that the deck offers on a phone, and says yes on the deck when both show the same code. */
async function pairPhone(): Promise<Page> {
  await deck.press("Shift+P");
  const offered = deck.page.locator(".pair-words code");
  await offered.waitFor();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const phone = await context.newPage();
  phone.setDefaultTimeout(15_000);
  phones.push(phone);
  await phone.goto(await offered.innerText());
  const shown = await phone.locator(".code").innerText();
  await deck.page.locator(".pair-code").waitFor();
  expect(await deck.page.locator(".pair-code").innerText()).toBe(shown);
  await deck.page.locator(".pair-yes").click();
  await phone.locator(".remote-next").waitFor();
  await deck.page.getByText("The phone is paired").waitFor();
  await deck.press("Escape");
  return phone;
}

describe("a phone", () => {
  it("is paired from the deck, and moves it; the key is in no address any more", async () => {
    const phone = await pairPhone();
    expect(phone.url()).toMatch(/\/talks\/probe\/en\.html\?remote/);
    await phone.locator(".remote-next").tap();
    await deck.isAt({ slide: 1, fragment: -1 });
    await phone.reload();
    await phone.locator(".remote-next").waitFor();
    await deck.press("PageUp");
    await deck.isAt({ slide: 0, fragment: -1 });
    await phone.locator(".remote-next").tap();
    await deck.isAt({ slide: 1, fragment: -1 });
  });

  it("has the hand alone: a second one takes it over by asking", async () => {
    const first = await pairPhone();
    const second = await pairPhone();
    await second.getByRole("button", { name: "Take the hand" }).tap();
    await first.getByRole("button", { name: "Take the hand" }).waitFor();
    await second.locator(".remote-next").tap();
    await deck.isAt({ slide: 1, fragment: -1 });
  });

  it("that is lost is unpaired by one key, and moves nothing any more", async () => {
    const phone = await pairPhone();
    await deck.press("Shift+P");
    await deck.page.locator(".pair-unpair").click();
    await deck.page.locator(".pair-unpair").waitFor({ state: "hidden" });
    await deck.press("Escape");
    await phone.getByText("Not connected").waitFor();
    await phone.reload();
    await phone.locator(".remote").waitFor({ state: "detached" });
    await deck.isAt({ slide: 0, fragment: -1 });
  });
});
