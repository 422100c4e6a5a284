import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { Show } from "#server/main.ts";
import { eventually } from "../support/eventually.ts";
import { RawWindow } from "../support/raw-window.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const TALK = `---
title: Windows
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
---

# First

---

# Steps

\`\`\`terminal one
$ echo first >> ran.log; echo "live first"
  id: first
  typing: off
$ echo second >> ran.log; echo "live second"
  id: second
  typing: off
\`\`\`

---

# Last
`;

let browser: Browser;
let talk: TestTalk;
let show: Show;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function start(mode: "live" | "recorded"): Promise<void> {
  talk = await makeTalk({ "en.md": TALK });
  opened.push(() => talk[Symbol.asyncDispose]());
  const started = await openShow(talk, { mode });
  opened.push(() => started[Symbol.asyncDispose]());
  show = started;
}

async function openDeck(slide?: number): Promise<LiveDeck> {
  const deck = await LiveDeck.open(browser, show, slide);
  opened.push(() => deck.close());
  return deck;
}

/** A speaker window without a page: it hears what the deck tells, and presses its keys. */
async function openSpeaker(): Promise<RawWindow> {
  const speaker = await RawWindow.admitted(show);
  opened.push(() => {
    speaker.close();
    return Promise.resolve();
  });
  await speaker.hello({ kind: "speaker" });
  return speaker;
}

function press(speaker: RawWindow, action: "next" | "previous" | "blackout"): Promise<unknown> {
  const request = id<"request">(crypto.randomUUID());
  return speaker.socket.timeout(5000).emitWithAck("press", { request, action, chord: "" });
}

const ran = async (): Promise<string> => readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "");

describe("a second deck", () => {
  it("watches: it goes where the first one goes, and runs nothing, whatever is pressed in it", async () => {
    await start("live");
    const first = await openDeck();
    const second = await openDeck();
    await second.watches();
    await first.press("ArrowDown", "PageDown");
    await first.stepIs("one", "done");
    await second.isAt({ slide: 1, fragment: 0 });
    await second.sees("one", /^live first$/m);
    await second.press("PageDown", "r", "ArrowDown", "t");
    await first.press("b");
    await second.isBlack(true);
    await first.press("b");
    await second.isBlack(false);
    await second.isAt({ slide: 1, fragment: 0 });
    expect(await ran()).toBe("first\n");
  });

  it("takes over by its key, and the first one watches from then on", async () => {
    await start("live");
    const first = await openDeck(1);
    const second = await openDeck();
    await first.press("PageDown");
    await first.stepIs("one", "done");
    await second.watches();
    await second.press("Shift+W");
    await first.watches();
    await second.leads();
    await first.press("PageDown");
    await second.press("PageDown");
    await second.sees("one", /^live second$/m);
    await first.isAt({ slide: 1, fragment: 1 });
    expect(await ran()).toBe("first\nsecond\n");
  });

  it("leaves the lead to the first one while that reloads", async () => {
    await start("live");
    const first = await openDeck(1);
    const second = await openDeck();
    await first.press("PageDown");
    await first.stepIs("one", "done");
    for (let times = 0; times < 4; times++) await first.page.reload();
    await first.ready();
    await first.leads();
    await second.watches();
    await first.press("PageDown");
    await first.sees("one", /^live second$/m);
    await second.isAt({ slide: 1, fragment: 1 });
    expect(await ran()).toBe("first\nsecond\n");
  });

  it("leads when the first one is closed", async () => {
    await start("live");
    const first = await openDeck(1);
    const second = await openDeck();
    await second.watches();
    await first.close();
    await second.leads();
    await second.press("PageDown");
    await second.stepIs("one", "done");
  });
});

it("does what is pressed elsewhere before it can, as soon as it can", async () => {
  await start("live");
  const context = await browser.newContext();
  opened.push(() => context.close());
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = false;
  // What ties the deck to the others comes late; its panes have said by then that it is there.
  await context.route("**/assets/socket-link-*.js", async (route) => {
    isHeld = true;
    await held;
    await route.continue();
  });
  const deck = new LiveDeck(await context.newPage());
  await deck.page.goto(show.newPresenterUrl());
  const speaker = await openSpeaker();
  await eventually(() => isHeld && speaker.driving?.leadIsHere === true);
  const answer = press(speaker, "next");
  letGo();
  expect(await answer).toEqual({ ok: true });
  await deck.isAt({ slide: 1, fragment: -1 });
});

describe.each(["live", "recorded"] as const)("a speaker window beside a deck, %s", (mode) => {
  it("hears where the deck is, and presses its keys", async () => {
    await start(mode);
    const deck = await openDeck();
    const speaker = await openSpeaker();
    await eventually(() => speaker.driving?.leadIsHere === true);
    expect(await press(speaker, "next")).toEqual({ ok: true });
    await deck.isAt({ slide: 1, fragment: -1 });
    await eventually(() => speaker.state?.place.slide === 1);
    // Nothing is recorded: there the key only shows the command.
    const next = mode === "live" ? { will: "run", step: "first" } : { will: "fragment" };
    expect(speaker.state).toMatchObject({ language: "en", next });
    expect(await press(speaker, "blackout")).toEqual({ ok: true });
    await deck.isBlack(true);
    await eventually(() => speaker.state?.place.black === true);
  });

  it("finds the deck at its place in the talk, which a new window goes on from", async () => {
    await start(mode);
    const deck = await openDeck(2);
    const speaker = await openSpeaker();
    await eventually(() => speaker.state?.place.slide === 2);
    await deck.close();
    const again = await openDeck();
    await again.isAt({ slide: 2, fragment: -1 });
  });
});
