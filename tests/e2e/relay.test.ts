import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { startRelay } from "#server/relay.ts";
import { startRedis } from "../support/redis-server.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

const TALK = `---
title: From afar
targets:
  here: { kind: local, shell: bash }
panes:
  one: { target: here, prompt: "one> " }
---

# Far away

---

\`\`\`terminal one
$ printf '\\e[32mgreen\\e[0m 日本語\\n'
  id: first
  typing: off
\`\`\`
`;

describe("a viewer's page at a relay", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it("[P45] follows the deck and its terminal on the stage", async ({ skip }) => {
    await using redis = await startRedis();
    if (!redis) skip("needs redis-server");
    await using talk = await makeTalk({ "en.md": TALK });
    await using show = await openShow(talk, { mode: "live", ...(redis ? { redis: redis.url } : {}) });
    const relay = await startRelay({
      talk: await readTalkFolder(talk.folder),
      language: "en",
      host: "127.0.0.1",
      port: 0,
      publicUrls: [],
      redis: redis?.url ?? "",
      understudies: `${talk.home}/understudies`,
      trusts: () => true,
      log: { building: () => undefined, trouble: () => undefined },
    });
    try {
      const deck = await LiveDeck.open(browser, show);
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`${relay.url}/`);
      const viewer = new LiveDeck(page);
      await viewer.ready();
      await deck.press("PageDown");
      await viewer.sees("one", /one>/);
      await deck.press("PageDown");
      await deck.stepIs("one", "done");
      await viewer.stepIs("one", "done");
      await viewer.sees("one", /green 日本語/);
      await viewer.shows("one", await deck.picture("one"));
      await context.close();
      await deck.close();
    } finally {
      await relay.close();
    }
  });
});
