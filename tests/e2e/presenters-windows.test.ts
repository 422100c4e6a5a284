/** What only the presenter is told while a talk runs: on a phone, in the speaker window, and never before the room. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, writeTake } from "../support/made-take.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { pairPhone } from "./support/pair-phone.ts";
import { Speaker } from "./support/speaker.ts";
import { makeUnderstudyTalk, recordedScreen, type RecordedScenes } from "./support/understudy-talk.ts";

const COMMAND = "echo asks >> ran.log; (exit 3)";

const talkOf = (budget: string): string => `---
title: Only for the presenter
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  one: { target: here, prompt: "one> " }
---

<!-- .slide: data-budget="${budget}" -->

# Apply

\`\`\`terminal one
$ ${COMMAND}
  id: asks
  typing: off
\`\`\`

---

# Last
`;

let browser: Browser;
let talk: TestTalk;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(
  rehearsals: readonly number[] = [],
  budget = "2m 10s",
  recorded: RecordedScenes = { one: ["asks"] },
): Promise<{ audience: string }> {
  talk = await makeUnderstudyTalk(talkOf(budget), recorded);
  opened.push(() => talk[Symbol.asyncDispose]());
  for (const [index, ms] of rehearsals.entries()) await rehearsed(`probe-20261120-10150${index}`, ms);
  const show = await openShow(talk, {
    mode: "live",
    outside: { host: "127.0.0.1", port: 0, viewers: true, remotes: true },
  });
  opened.push(() => show.close());
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  await deck.sees("one", /one>/);
  return { audience: show.outsideUrl ?? "" };
}

/** Leaves a take as a rehearsal does, in which the step took so long. */
async function rehearsed(name: string, ms: number): Promise<void> {
  const folder = join(talk.home, "state/takes", name);
  const manifest = await writeTake(
    folder,
    [{ pane: "one", events: [[0, "$ "]] }],
    [run("asks", "one", [0, 100, 100 + ms], { lines: [COMMAND] })],
  );
  await writeFile(join(folder, "take.json"), JSON.stringify({ ...manifest, id: name, talk: "probe" }));
}

/** A touch; one that follows at once would be taken for a trembling thumb. */
async function tap(phone: Page, selector: string): Promise<void> {
  await phone.waitForSelector(".remote:not([data-pressed])");
  await phone.tap(selector);
}

describe("the presenter alone", () => {
  it("is asked on the phone whether the understudy shall step in; projector and room see no question", async () => {
    const { audience } = await open();
    const phone = await pairPhone(browser, deck.page);
    opened.push(() => phone.context().close());
    const viewer = await browser.newPage({ viewport: { width: 390, height: 844 } });
    opened.push(() => viewer.close());
    await viewer.goto(audience);
    await viewer.waitForSelector(".pane.shown[data-pane=one]");

    await tap(phone, ".remote-next");
    await expect
      .poll(() => phone.locator(".ask-panel").innerText(), { timeout: 15_000 })
      .toMatch(/one: shall the recording step in\?\s+exit 3/);
    for (const page of [deck.page, viewer]) {
      expect(await page.locator(".pane-ask").isVisible()).toBe(false);
      expect(await page.locator("body").innerText()).not.toMatch(/step in/);
    }

    await tap(phone, ".ask-yes");
    await deck.playedBy("one", "recorded");
    await expect.poll(() => deck.screen("one"), { timeout: 15_000 }).toBe(recordedScreen(["asks"]));
    await viewer.waitForSelector(".pane-source[data-kind=recorded]");
    await phone.waitForSelector(".ask-panel", { state: "hidden" });
    expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("asks\n");
  });

  it("is told in the speaker window what the understudy cannot do; the projector stays as it is", async () => {
    await open([], "2m", {});
    const speaker = await Speaker.open(deck.page);
    await speaker.hearsDeck();
    await deck.press("u");
    await speaker.says(".speaker-trouble", /^one: There is no recording of this step\.$/);
    expect(await deck.page.locator(".pane-toast.shown").count()).toBe(0);
    // Where nobody else is there to be told, it is said on the deck.
    await speaker.page.close();
    await expect
      .poll(async () => {
        await deck.press("u");
        return deck.page.locator(".pane-toast.shown").count();
      })
      .toBe(1);
  });

  it("is told how long the step takes, by all its rehearsals, and what time is left for it", async () => {
    await open([40_000, 65_000, 38_000]);
    const speaker = await Speaker.open(deck.page);
    // The understudy's own run of another command line does not count.
    await speaker.says(".next-usual", /^usually 40 s, at worst 65 s; you have 2:\d\d$/);
    expect(await deck.page.locator("body").innerText()).not.toMatch(/usually/);
  });

  it("is warned where even a slow run would not be over in time", async () => {
    await open([40_000, 65_000, 38_000], "50s");
    const speaker = await Speaker.open(deck.page);
    await speaker.says('.next-usual[data-fits="no"]', /; you have only \d\d s$/);
  });
});
