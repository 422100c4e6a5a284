import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTakes } from "#server/adapters/takes/read.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { openShow } from "../../support/set-up-show.ts";
import { closedAfterEach } from "../support/closed-after-each.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { makeUnderstudyTalk } from "../support/understudy-talk.ts";

const TALK = `---
title: A full disk
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "live> " }
---

\`\`\`terminal main
$ echo first >> ran.log; seq 60000
  id: first
  typing: off
$ echo second >> ran.log; echo live second
  id: second
  typing: off
\`\`\`
`;

/** Why no small disk can be had here, or null. */
const noDisk = process.platform === "linux" && process.getuid?.() === 0 ? null : "needs root on Linux";

describe.skipIf(noDisk !== null)(
  `a disk that is full while a take is recorded${noDisk === null ? "" : ` (skipped: ${noDisk})`}`,
  () => {
    let browser: Browser;
    const opened = closedAfterEach();

    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    it("is told once for each file, and the talk goes on: live, and with the understudy", async () => {
      const talk = await makeUnderstudyTalk(TALK, { main: ["first", "second"] });
      opened.push(() => talk[Symbol.asyncDispose]());
      const takes = join(talk.home, "state/takes");
      await mkdir(takes, { recursive: true });
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", takes]);
      opened.push(async () => {
        execFileSync("umount", ["--lazy", takes]);
        return Promise.resolve();
      });
      const troubles: string[] = [];
      const show = await openShow(talk, {
        mode: "live",
        log: { building: () => undefined, trouble: (trouble) => troubles.push(String(trouble)) },
      });
      opened.push(() => show.close());
      const deck = await LiveDeck.open(browser, show);
      opened.push(() => deck.close());
      await deck.sees("main", /live>/);
      await deck.press("PageDown");
      await deck.sees("main", /60000\s+live>\s*$/);
      const told = (): string[] => troubles.filter((trouble) => /ENOSPC|no space/i.test(trouble));
      await expect.poll(told, { timeout: 10_000 }).not.toEqual([]);
      await deck.press("PageDown");
      await deck.sees("main", /live second\s+live>\s*$/);
      await deck.stepIs("main", "done");
      await deck.press("u");
      await deck.playedBy("main", "recorded");
      await deck.press("L");
      await deck.playedBy("main", "live");
      expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("first\nsecond\n");
      // Once for each file, however often it is tried.
      expect(told()).toEqual([...new Set(told())]);
      // What there was room for can be read.
      const [take] = await listTakes(takes);
      expect(take && "manifest" in take && take.manifest.steps[0]?.step).toBe("first");
      expect(await readdir(take?.folder ?? "")).toContain("main.cast");
    });
  },
);
