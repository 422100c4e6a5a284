import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const TALK = `---
title: One I prepared
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  good: { target: here, prompt: "good> " }
  bad: { target: here, prompt: "bad> " }
---

# Early

---

# Later

\`\`\`terminal good
$ echo baking; sleep 2; echo baked
  id: bake
  background: start
\`\`\`

\`\`\`terminal bad
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

it("what runs in the background is told from its start, a failure at once, and no more when its place has come", async () => {
  const talk = await makeTalk({ "en.md": TALK });
  opened.push(() => talk[Symbol.asyncDispose]());
  const show = await openShow(talk, { mode: "live" });
  opened.push(() => show.close());
  const deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  const told = (): Promise<string[]> => deck.page.locator(".background-run").allInnerTexts();
  const tells = (...lines: RegExp[]): Promise<void> =>
    expect
      .poll(told, { timeout: 15_000, interval: 50 })
      .toEqual(lines.map((line) => expect.stringMatching(line) as unknown));
  await tells(/^▶ echo baking; sleep 2; echo b… 0:0\d$/, /^✗ sleep 1; false · exit 1$/);
  await tells(/^✓ echo baking/, /^✗ sleep 1/);
  await deck.press("PageDown", "PageDown");
  await deck.sees("good", /baking\s+baked\s+good>\s*$/);
  await tells(/^✗ sleep 1/);
  await deck.press("PageDown");
  await deck.stepIs("bad", "failed");
  await tells();
});
