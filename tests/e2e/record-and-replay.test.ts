import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { readTake } from "#server/adapters/takes/read.ts";
import type { Show } from "#server/main.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

const text = `---
title: Recorded
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
  two: { target: here, prompt: "two> ", size: 80x24 }
---

# One

\`\`\`terminal one
$ echo "colours and 日本語"; printf '\\e[31mred \\e[42mon green\\e[0m\\n'
  id: colours
  expect: 日本語
$ seq 3 > list; (sleep 0.3; tput smcup; cat list; sleep 0.3; tput rmcup; echo back)
  id: screen
  typing: off
$ echo begun; sleep 1.2; echo ended
  id: slow
  typing: off
\`\`\`

---

# Two

\`\`\`terminal one
$ echo "columns $COLUMNS"; (exit 7)
  id: fails
  typing: off
\`\`\`

\`\`\`terminal two
$ wc -l < list; stty size
  id: size
  typing: off
\`\`\`

---

# End
`;

/** What is seen of a pane after a step: every row, and where the cursor is. */
interface Seen {
  readonly one?: string;
  readonly two?: string;
}

let browser: Browser;
let talk: TestTalk;
let replay: Show;
/** The live screens, by the number of steps that were done. */
const live: Seen[] = [];

async function see(panes: readonly ("one" | "two")[], of: LiveDeck): Promise<Seen> {
  const seen: { one?: string; two?: string } = {};
  for (const pane of panes) seen[pane] = await of.picture(pane);
  return seen;
}

/** Runs the whole talk on real shells, and keeps what was recorded of it. */
async function runLive(): Promise<void> {
  const show = await openShow(talk, { mode: "live" });
  const run = await LiveDeck.open(browser, show);
  await run.sees("one", /one>/);
  live.push(await see(["one"], run));
  for (const last of ["red on green", "back", "ended"]) {
    await run.press("PageDown");
    await run.stepIs("one", "done");
    await run.sees("one", new RegExp(`\n${last}\\s+one>\\s*$`));
    live.push(await see(["one"], run));
  }
  await run.press("+");
  await run.press("PageDown");
  await run.sees("two", /two>/);
  await run.press("PageDown");
  await run.stepIs("one", "failed");
  await run.sees("one", /columns \d+\s+one>\s*$/);
  live.push(await see(["one", "two"], run));
  await run.press("PageDown");
  await run.sees("two", /24 80\s+two>\s*$/);
  live.push(await see(["one", "two"], run));
  await run.close();
  await show.close();
  const takes = join(talk.home, "state/takes");
  const [take = ""] = await readdir(takes);
  await keepTake(await readTake(join(takes, take)), join(talk.home, "understudies/probe"));
}

beforeAll(async () => {
  browser = await openBrowser();
  talk = await makeTalk({ "en.md": text });
  await runLive();
});
afterAll(async () => {
  await browser.close();
  await talk[Symbol.asyncDispose]();
});

function openReplay(slide = 0): Promise<LiveDeck> {
  return LiveDeck.open(browser, replay, slide);
}

describe("a recorded talk", () => {
  // A show of its own for each test: the lead is kept some seconds for a deck that was closed.
  beforeEach(async () => {
    replay = await openShow(talk);
  });
  afterEach(() => replay.close());

  it("plays each step with its key, and shows after each what the live pane showed", async () => {
    const replayed = await openReplay();
    await replayed.shows("one", live[0]?.one);
    const mark = await replayed.page.locator(".pane[data-pane=one] .pane-source").innerText();
    expect(mark).toMatch(/recorded.*\d.*(Linux|Debian|\d core)/is);
    for (const after of [1, 2, 3]) {
      await replayed.press("PageDown");
      await replayed.stepIs("one", "done");
      await replayed.shows("one", live[after]?.one);
    }
    await replayed.press("PageDown");
    await replayed.press("PageDown");
    await replayed.stepIs("one", "failed");
    await replayed.shows("one", live[4]?.one);
    await replayed.press("PageDown");
    await replayed.shows("two", live[5]?.two);
    await replayed.shows("one", live[5]?.one);
    await replayed.close();
  });

  it("finishes a step at once when the key is pressed again, and shows each moment again on the way back", async () => {
    const replayed = await openReplay();
    await replayed.shows("one", live[0]?.one);
    for (const after of [1, 2, 3]) {
      await replayed.press("PageDown", "PageDown");
      await replayed.stepIs("one", "done");
      await replayed.shows("one", live[after]?.one);
    }
    for (const after of [2, 1, 0]) {
      await replayed.press("PageUp");
      await replayed.shows("one", live[after]?.one);
    }
    await replayed.close();
  });

  it("shows the panes of any slide that is jumped to as they would be there", async () => {
    const replayed = await openReplay(2);
    await replayed.page.evaluate(() => (location.hash = "#/1"));
    await replayed.sees("one", /ended\s+one>\s*$/);
    // As with any fragments: a slide that is come back to has all its steps behind it.
    await replayed.page.evaluate(() => (location.hash = "#/0"));
    await replayed.shows("one", live[3]?.one);
    await replayed.page.evaluate(() => (location.hash = "#/2"));
    await replayed.press("PageUp");
    await replayed.shows("one", live[5]?.one);
    await replayed.shows("two", live[5]?.two);
    await replayed.close();
  });

  it("seeks by the scrubber, and goes on when the server has died", async () => {
    const alone = await openReplay();
    await alone.shows("one", live[0]?.one);
    // What is still to be loaded comes in the pauses.
    await alone.page.waitForLoadState("networkidle");
    await replay.close();
    await alone.press("PageDown");
    await alone.stepIs("one", "done");
    await alone.shows("one", live[1]?.one);
    const track = alone.page.locator(".pane[data-pane=one] [role=slider]");
    await track.press("End");
    await alone.sees("one", /columns \d+\s+one>\s*$/);
    await track.press("Home");
    await alone.sees("one", /^\s*(one>)?\s*$/);
    await alone.close();
  });
});

describe("the take", () => {
  it("has a cast for each pane, and says how each step ended", async () => {
    const kept = join(talk.home, "understudies/probe");
    expect((await readdir(kept)).sort()).toEqual(["learned.json", "one.cast", "take.json", "two.cast"]);
    const take = await readTake(kept);
    expect(take.manifest.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["colours", "done"],
      ["screen", "done"],
      ["slow", "done"],
      ["fails", "failed"],
      ["size", "done"],
    ]);
  });
});
