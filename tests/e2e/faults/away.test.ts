/** The link between a window and its server goes away and comes back; on both sides everything else goes on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeNetwork, noNetwork, type CuttableNetwork } from "../../../scripts/bench/cuttable-network.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import type { TestTalk } from "../../support/set-up-show.ts";
import { startShowProcess, type ShowProcess } from "../../support/show-process.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { makeUnderstudyTalk, recordedScreen } from "../support/understudy-talk.ts";

const step = (name: string, lines: number): string =>
  `$ echo ${name} >> ran.log; for i in $(seq ${lines}); do echo "${name} $i"; sleep 0.3; done\n  id: ${name}\n  typing: off\n`;

const TALK = `---
title: Away
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "live> ", size: 60x20 }
---

\`\`\`terminal main
${step("one", 4)}${step("two", 4)}${step("three", 4)}\`\`\`
`;

/** From the connection's return on, everything has to be right again within 2 s; the rest is a busy machine's. */
const RIGHT_WITHIN_MS = 2000 + 1000;

describe.skipIf(noNetwork !== null)(
  `a window that is away${noNetwork === null ? "" : ` (skipped: ${noNetwork})`}`,
  () => {
    let browser: Browser;
    let network: CuttableNetwork;
    let talk: TestTalk;
    let show: ShowProcess;
    let deck: LiveDeck;

    beforeAll(async () => {
      browser = await openBrowser();
      // One for all: a browser gives up what it loads when a network comes or goes on its machine.
      network = makeNetwork();
    });
    afterAll(async () => {
      network.remove();
      await browser.close();
    });
    beforeEach(async () => {
      talk = await makeUnderstudyTalk(TALK, { main: ["one", "two", "three"] });
      show = await startShowProcess(talk, { at: network });
      deck = await LiveDeck.open(browser, show);
      await deck.sees("main", /live>/);
    });
    afterEach(async () => {
      network.mend();
      await deck.close();
      await show.kill("SIGKILL");
      await talk[Symbol.asyncDispose]();
    });

    const ran = async (): Promise<string> =>
      (await readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "")).trim().replaceAll("\n", " ");

    it("asleep with its laptop in mid-step: it is right within two seconds, and nothing ran twice", async () => {
      const other = await LiveDeck.beside(deck);
      await deck.press("PageDown");
      await deck.sees("main", /one 1/);
      const power = await deck.page.context().newCDPSession(deck.page);
      await power.send("Page.setWebLifecycleState", { state: "frozen" });
      network.cut();
      // Who is awake notices in time that nothing comes any more: so does the server.
      await other.page.locator(".stage-trouble", { hasText: /./ }).waitFor();

      network.mend();
      const before = performance.now();
      await power.send("Page.setWebLifecycleState", { state: "active" });
      await deck.sees("main", /one 4\s+live>\s*$/);
      await deck.stepIs("main", "done");
      await other.sees("main", /one 4\s+live>\s*$/);
      await other.stepIs("main", "done");
      expect(performance.now() - before).toBeLessThan(RIGHT_WITHIN_MS);

      // A key in the very moment of the return may come too early: nothing comes of it then, not even later.
      const begins = async (): Promise<string> => {
        const seen = await deck.screen("main");
        if (!seen.includes("echo two")) await deck.press("PageDown");
        return seen;
      };
      await expect.poll(begins, { timeout: 15_000, interval: 2000 }).toContain("echo two");
      await deck.sees("main", /two 4\s+live>\s*$/);
      expect(await ran()).toBe("one two");
    });

    it("cut off from its server in mid-step: it is asked, plays on alone, and is back to live when the way is", async () => {
      // From here on the page plays the recording without its server.
      await deck.page.waitForFunction(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes(".seg")),
      );
      await deck.press("PageDown");
      await deck.sees("main", /one 1/);
      const cutAt = performance.now();
      network.cut();
      await deck.asks("main");
      console.log(`way to the server cut to question: ${((performance.now() - cutAt) / 1000).toFixed(1)} s`);
      await deck.press("u");
      await deck.playedBy("main", "recorded");
      const screenIs = (...steps: string[]): Promise<void> =>
        expect.poll(() => deck.screen("main"), { timeout: 15_000 }).toBe(recordedScreen(steps));
      await screenIs("one");
      await deck.press("PageDown");
      await screenIs("one", "two");
      await deck.press("L");
      await deck.tells("main", "the server is not reached");

      network.mend();
      await deck.goesBackToLive("main");
      await deck.sees("main", /one 4\s+live>\s*$/);
      await deck.press("PageDown");
      await deck.sees("main", /three 4\s+live>\s*$/);
      expect(await ran()).toBe("one three");
    });

    it("on a network that comes and goes: each key counts once, and every line is there once", async () => {
      for (const name of ["one", "two", "three"]) {
        network.cut();
        await deck.press("PageDown");
        network.mend();
        await deck.sees("main", new RegExp(`${name} 1`));
        network.cut();
        network.mend();
        await deck.sees("main", new RegExp(`${name} 4\\s+live>\\s*$`));
        await deck.stepIs("main", "done");
      }
      const lines = (await deck.screen("main")).match(/(?:one|two|three) \d$/gm);
      expect(lines).toEqual(
        ["one", "two", "three"].flatMap((name) => [1, 2, 3, 4].map((i) => `${name} ${i}`)),
      );
      await eventually(async () => (await ran()) === "one two three");
    });
  },
);
