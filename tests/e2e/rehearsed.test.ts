/** From the rehearsal to the stage: what was rehearsed for real is what a live show is held to, and what steps in. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { conduct } from "../../scripts/rehearse/conduct.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { Speaker } from "./support/speaker.ts";

const TALK = `---
title: Rehearsed
targets: { here: { kind: local, shell: bash, env: { HOME: /nowhere } } }
panes: { main: { target: here, prompt: "main> " } }
compare:
  ignore: ["^lucky \\\\d+$"]
---

\`\`\`terminal main
  typing: off
$ date; echo "lucky $RANDOM"; cat word
  id: same
$ cat word; echo "pid $$"
  id: differs
$ echo said >> ran.log; cat word; test ! -e broken
  id: breaks
  on failure: auto
\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Rehearses the talk as `kuroko rehearse` does, and keeps the take. */
async function rehearsed(): Promise<void> {
  const loaded = await loadTalk(join(talk.folder, "en.md"));
  const { take } = await conduct(
    {
      loaded,
      folders: { recorded: join(talk.home, "state/takes"), understudies: join(talk.home, "understudies") },
      only: null,
      keepGoing: false,
      typeAtOnce: false,
      signal: new AbortController().signal,
      onTrouble: (trouble) => expect.fail(String(trouble)),
    },
    { began: () => undefined, ended: () => undefined },
  );
  if (!take) throw new Error("nothing was recorded");
  await keepTake(take, join(talk.home, "understudies/probe"), loaded.deck.compare);
}

it("a live step is compared with it at once, timed by it, and played from it when the demo breaks", async () => {
  talk = await makeTalk({ "en.md": TALK, word: "ahoy\n" });
  opened.push(() => talk[Symbol.asyncDispose]());
  await rehearsed();
  const show = await openShow(talk, { mode: "live" });
  opened.push(() => show.close());
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  const speaker = await Speaker.open(deck.page);
  await deck.sees("main", /main>/);
  await speaker.says(".next-usual", /^last time \d/);

  // Time, pid and what the author ignores are others in each run.
  await deck.press("PageDown");
  await speaker.says("[data-step=same][data-seen=same] .panes-says", /✓ 0 · .* as recorded/);

  await talk.write("word", "hello\n");
  await deck.press("PageDown");
  await speaker.says("[data-step=differs][data-seen=differs] .panes-details", /ahoy[\s\S]*hello/);

  await writeFile(join(talk.folder, "broken"), "");
  await deck.press("PageDown");
  await deck.playedBy("main", "recorded");
  await deck.sees("main", /test ! -e broken\s+ahoy\s+main>\s*$/);
  await deck.stepIs("main", "done");
  expect(await deck.screen("main")).not.toContain("hello");
  expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("said\nsaid\n");
});
