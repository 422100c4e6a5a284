import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeNetwork, noNetwork, type CuttableNetwork } from "../../scripts/bench/cuttable-network.ts";
import { eventually } from "../support/eventually.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { answers, makeKey, noSshd, startSshd, type Sshd } from "../support/sshd.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const missing = noSshd ?? noNetwork;

const talkOn = ({ host, port, userKeyFile }: Sshd, knownHosts: string): string => `---
title: Far
targets:
  far: { host: ${host}, port: ${port}, key: ${userKeyFile}, known hosts: ${knownHosts} }
panes:
  far: { prompt: "far> " }
---

\`\`\`terminal far
$ word=first; echo $word
  id: first
  typing: off
$ sleep 300
  id: hangs
  typing: off
$ echo again-\${word:-new}
  id: again
  typing: off
\`\`\`
`;

describe.skipIf(missing !== null)(
  `a far machine in trouble${missing === null ? "" : ` (skipped: ${missing})`}`,
  () => {
    let browser: Browser;
    let network: CuttableNetwork;
    let sshd: Sshd;
    const opened = closedAfterEach();

    beforeAll(async () => {
      browser = await openBrowser();
      network = makeNetwork();
      sshd = await startSshd({ address: network.address, within: network.within });
    });
    afterAll(async () => {
      await sshd.stop();
      network.remove();
      await browser.close();
    });

    async function open(knownHosts: string): Promise<LiveDeck> {
      await eventually(() => answers(sshd.host, sshd.port));
      const talk = await makeTalk({ "en.md": talkOn(sshd, knownHosts) });
      opened.push(() => talk[Symbol.asyncDispose]());
      const show = await openShow(talk, { mode: "live" });
      opened.push(() => show.close());
      const deck = await LiveDeck.open(browser, show);
      opened.push(() => deck.close());
      return deck;
    }

    const paneText = (deck: LiveDeck): Promise<string> =>
      deck.page.locator(".pane.shown[data-pane=far]").innerText();

    it("that no longer answers in the middle of a step is seen so, then lost, and comes back by one key", async () => {
      const deck = await open(sshd.knownHosts);
      await deck.sees("far", /far>/);
      await deck.press("PageDown");
      await deck.stepIs("far", "done");
      await deck.press("PageDown");
      await deck.stepIs("far", "running");
      network.cut();
      const cutAt = performance.now();
      try {
        await deck.paneIs("far", "stalled");
        expect(await paneText(deck)).toMatch(/No answer for \d+ s/);
        await deck.paneIs("far", "lost");
        expect(performance.now() - cutAt).toBeLessThan(10_000);
        await deck.stepIs("far", "failed");
        expect(await paneText(deck)).toMatch(/not answered for \d+ s/);
      } finally {
        network.mend();
      }
      await eventually(() => answers(sshd.host, sshd.port));
      await deck.press("R");
      await deck.paneIs("far", "open");
      await deck.sees("far", /far>\s*$/);
      await deck.press("PageDown");
      await deck.sees("far", /again-new\s+far>\s*$/);
      await deck.stepIs("far", "done");
    });

    it("whose host key has changed is refused, with a sentence that names both", async () => {
      const other = join(sshd.folder, "other");
      makeKey(other, "ed25519");
      const [type, key] = (await readFile(`${other}.pub`, "utf8")).split(" ");
      const knownHosts = join(sshd.folder, "changed");
      const line = `[${sshd.host}]:${sshd.port} ${type ?? ""} ${key ?? ""}\n`;
      await writeFile(knownHosts, line);
      const logins = (): number => sshd.log().split("Accepted publickey").length;
      const before = logins();
      const deck = await open(knownHosts);
      await deck.paneIs("far", "lost");
      const shown = await paneText(deck);
      expect(shown).toContain(sshd.host);
      expect(shown).toContain(`${knownHosts}:1`);
      // Neither the key that accepts an unknown host nor a new try gets in.
      const said = sshd.log().length;
      await deck.press("A", "R");
      await eventually(() => sshd.log().length > said);
      await deck.press("PageDown");
      await deck.paneIs("far", "lost");
      expect(await readFile(knownHosts, "utf8")).toBe(line);
      expect(logins()).toBe(before);
    });
  },
);
