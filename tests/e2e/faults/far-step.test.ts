/** A step that goes wrong on another machine, behind a real sshd: each time the talk goes on, and nothing runs twice. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningProcess } from "../../support/processes.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { openShow } from "../../support/set-up-show.ts";
import { noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { closedAfterEach } from "../support/closed-after-each.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { makeUnderstudyTalk, recordedScreen } from "../support/understudy-talk.ts";

const step = (name: string, command: string, ...rules: string[]): string =>
  [`$ echo ${name} >> $LOG; echo live ${name}; ${command}`, `id: ${name}`, "typing: off", ...rules].join(
    "\n  ",
  );

const talkOn = ({ host, port, userKeyFile, knownHosts }: Sshd, struck: string): string => `---
title: Far
targets:
  far: { host: ${host}, port: ${port}, key: ${userKeyFile}, known hosts: ${knownHosts} }
panes:
  far: { prompt: "live> " }
---

\`\`\`terminal far
${[step("before", "true"), struck, step("meanwhile", "true"), step("after", "true")].join("\n")}
\`\`\`
`;

describe.skipIf(noSshd !== null)(
  `a step on another machine${noSshd === null ? "" : ` (skipped: ${noSshd})`}`,
  () => {
    let browser: Browser;
    let sshd: Sshd;
    let deck: LiveDeck;
    let log: string;
    let understudy: string;
    const opened = closedAfterEach();

    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    /** Opens the talk, and runs all that comes before the step. */
    async function open(struck: string, spoil: () => Promise<void> = () => Promise.resolve()): Promise<void> {
      sshd = await startSshd();
      opened.push(() => sshd.stop());
      log = join(sshd.folder, "ran.log");
      const text = talkOn(sshd, struck).replaceAll("$LOG", log);
      const talk = await makeUnderstudyTalk(text, { far: ["before", "struck", "meanwhile", "after"] });
      opened.push(() => talk[Symbol.asyncDispose]());
      understudy = join(talk.home, "understudies/probe");
      await spoil();
      const show = await openShow(talk, { mode: "live", log: { building: quiet, trouble: quiet } });
      opened.push(() => show.close());
      deck = await LiveDeck.open(browser, show);
      opened.push(() => deck.close());
      await deck.sees("far", /live>/);
      await deck.press("PageDown");
      await deck.sees("far", /live before\s+live>\s*$/);
      await deck.press("PageDown");
    }

    const screenIs = (...steps: string[]): Promise<void> =>
      expect.poll(() => deck.screen("far"), { timeout: 15_000 }).toBe(recordedScreen(steps));
    const ran = async (): Promise<string[]> => (await readFile(log, "utf8")).trim().split("\n");

    /** The understudy plays the step that was struck and the next one; the last one is the shell's again. */
    async function goesOn(comesBack: () => Promise<void>): Promise<void> {
      await deck.asks("far");
      await deck.press("u");
      await deck.playedBy("far", "recorded");
      await screenIs("before", "struck");
      await deck.press("PageDown");
      await screenIs("before", "struck", "meanwhile");
      await comesBack();
      await deck.goesBackToLive("far");
      await deck.sees("far", /live>\s*$/);
      expect(await deck.screen("far")).not.toContain("recorded");
      await deck.press("PageDown");
      await deck.sees("far", /live after\s+live>\s*$/);
      await deck.stepIs("far", "done");
      expect(await ran()).toEqual(["before", "struck", "after"]);
    }

    it.each([
      ["ends with status 1", step("struck", "(exit 1)"), /exit 1/],
      ["prints what it must not", step("struck", "echo PANIC", "expect not: PANIC"), /printed .?PANIC/],
      ["lacks what it must print", step("struck", "true", "expect: afloat"), /did not print .?afloat/],
    ])("that %s", async (_which, struck, says) => {
      await open(struck);
      await deck.asks("far");
      expect(await deck.page.locator(".pane[data-pane=far] .pane-ask").innerText()).toMatch(says);
      await goesOn(() => Promise.resolve());
    });

    it("that hangs: its shell is opened anew before the shells are back", async () => {
      await open(step("struck", "sleep 600", "timeout: 2s"));
      await goesOn(async () => {
        await deck.press("R");
        await expect.poll(async () => (await sshd.sessions()).some(isSleep)).toBe(false);
      });
    });

    it("whose sshd is killed, all of it: it says so until sshd is there again", async () => {
      await open(step("struck", "sleep 600"));
      await deck.stepIs("far", "running");
      await sshd.kill();
      await goesOn(async () => {
        await deck.press("R");
        // Until the recorded step has ended in every window, that is what it says.
        const refused = async (): Promise<string> => {
          await deck.press("L");
          return deck.told("far");
        };
        await expect
          .poll(refused, { timeout: 15_000, interval: 300 })
          .toContain("the connection is not open");
        await sshd.start();
        await deck.press("R");
      });
    });

    it("of which the understudy is damaged on the disk: it says so and stays live", async () => {
      await open(step("struck", "(exit 1)"), () =>
        writeFile(join(understudy, "far.cast"), '{"version":3}\n'),
      );
      await deck.asks("far");
      await deck.press("u");
      await deck.tells("far", "There is no recording of this step");
      await deck.playedBy("far", "live");
      for (const name of ["meanwhile", "after"]) {
        await deck.press("PageDown");
        await deck.sees("far", new RegExp(`live ${name}\\s+live>\\s*$`));
      }
      expect(await ran()).toEqual(["before", "struck", "meanwhile", "after"]);
    });
  },
);

function isSleep({ commandLine }: RunningProcess): boolean {
  return commandLine === "sleep 600";
}

function quiet(): void {
  // A recording that cannot be read is what this is about.
}
