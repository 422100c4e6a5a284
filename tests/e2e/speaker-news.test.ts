import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { Speaker } from "./support/speaker.ts";
import { makeUnderstudyTalk } from "./support/understudy-talk.ts";

const TALK = `---
title: News
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
  two: { target: here, prompt: "two> " }
---

# Steps

\`\`\`terminal one
$ echo "something else"
  id: other
  typing: off
$ echo "not there"
  id: wrong
  typing: off
  expect: "active"
  on-fail: never
\`\`\`

---

# Later

\`\`\`terminal two
$ sleep 1; false
  id: burn
  background: start
\`\`\`
`;

let browser: Browser;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("in the speaker window", () => {
  it("is seen at the step what it printed otherwise, and what was expected; and early that a background step has failed", async () => {
    const talk = await makeUnderstudyTalk(TALK, { one: ["other", "wrong"] });
    opened.push(() => talk[Symbol.asyncDispose]());
    const show = await openShow(talk, { mode: "live" });
    opened.push(() => show.close());
    const deck = await LiveDeck.open(browser, show);
    opened.push(() => deck.close());
    const speaker = await Speaker.open(deck.page);
    await deck.sees("one", /one>/);
    await speaker.says(
      ".background-row[data-at=failed]",
      /✗ sleep 1; false · exit 1\s+Failed early, and slide 2/,
    );
    await speaker.press("PageDown");
    await speaker.says(
      "[data-step=other][data-seen=differs] .panes-details",
      /^recorded\s+\S.*\s+now\s+something else/,
    );
    await speaker.press("PageDown");
    await speaker.says("[data-step=wrong][data-at=failed] .panes-details", /active/);
    await speaker.page.waitForSelector("[data-step=wrong] .panes-says:has-text('not as expected')");
    await speaker.press("PageDown");
    await speaker.says(".next-card[data-will=reveal]", /shows, already started\s+sleep 1; false/);
    await speaker.press("PageDown");
    await speaker.says(".next-card", /The talk is over/);
  });

  it("are the room's questions, the newest first, as text, until they are put away; and a switch lets no more come", async () => {
    const talk = await makeTalk({ "en.md": "# For a room\n" });
    opened.push(() => talk[Symbol.asyncDispose]());
    const show = await openShow(talk, {
      outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: false },
      room: { reactions: false, questions: true },
    });
    opened.push(() => show.close());
    const deck = await LiveDeck.open(browser, show);
    opened.push(() => deck.close());
    await deck.leads();
    const speaker = await Speaker.open(deck.page);
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    opened.push(() => phone.close());
    await phone.goto(`${show.outsideUrl ?? ""}/`);
    await speaker.says(".room-none", /No questions yet/);

    await ask(phone, "How many machines?");
    await speaker.says(".room-count", /^1 question$/);
    await ask(phone, "<b>Bold</b>");
    await speaker.says(".room-spoken", /New question: <b>Bold<\/b>/);
    const texts = (): Promise<string[]> => speaker.page.locator(".room-question p").allInnerTexts();
    expect(await texts()).toEqual(["<b>Bold</b>", "How many machines?"]);
    expect(await speaker.page.locator(".room-question b").count()).toBe(0);

    await speaker.page.locator(".room-done").first().focus();
    await speaker.page.keyboard.press("Tab");
    await speaker.page.keyboard.press("Enter");
    await expect.poll(texts).toEqual(["<b>Bold</b>"]);
    await speaker.page.reload();
    await speaker.ready();
    await expect.poll(texts).toEqual(["<b>Bold</b>"]);
    expect(await speaker.page.locator(".room-spoken").textContent()).toBe("");

    await speaker.click(".room-switch:has-text('Questions')");
    await speaker.page.waitForSelector(".room-switch[aria-checked=false]:has-text('Questions')");
    await phone.waitForSelector(".follow-ask", { state: "hidden" });
    await speaker.click(".room-switch:has-text('Reactions')");
    await speaker.page.waitForSelector(".room-switch[aria-checked=true]:has-text('Reactions')");
  });
});

async function ask(phone: Page, text: string): Promise<void> {
  await phone.click(".follow-ask");
  await phone.fill(".question-field", text);
  await phone.click(".question-send");
  await phone.waitForSelector(".question-said:not(:empty)");
  await phone.keyboard.press("Escape");
  await phone.waitForSelector(".question-send", { state: "hidden" });
}
