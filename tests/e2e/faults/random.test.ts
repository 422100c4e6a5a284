/** A whole talk while faults strike at random: by fixed seeds, so that a run that fails can be had again. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeNetwork, noNetwork, type CuttableNetwork } from "../../../scripts/bench/cuttable-network.ts";
import { eventually } from "../../support/eventually.ts";
import { seeded } from "../../support/seeded.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { startShowProcess, type ShowProcess } from "../../support/show-process.ts";
import { answers, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { serverKnows, serverScreen } from "../support/server-screen.ts";
import { makeUnderstudyTalk, recordedScreen } from "../support/understudy-talk.ts";

const missing = noSshd ?? noNetwork;
const FAR = ["one", "two", "three", "six", "seven"];
const NEAR = ["four", "five"];

/** Prints for 1.2 s, and leaves a line for each time that it ran. */
const step = (name: string, log: string): string =>
  `$ echo ${name} >> ${log}; for i in 1 2 3 4; do echo live ${name} $i; sleep 0.3; done\n  id: ${name}\n  typing: off\n`;

const talkOn = ({ host, port, userKeyFile, knownHosts }: Sshd, log: string, home: string): string => `---
title: Whatever happens
targets:
  far: { host: ${host}, port: ${port}, key: ${userKeyFile}, known hosts: ${knownHosts}, keepalive: 1s }
  here: { kind: local, shell: bash, env: { HOME: ${home} } }
panes:
  far: { target: far, prompt: "live> " }
  near: { target: here, prompt: "live> " }
---

\`\`\`terminal far
${["one", "two", "three"].map((name) => step(name, log)).join("")}\`\`\`

---

\`\`\`terminal near
${NEAR.map((name) => step(name, log)).join("")}\`\`\`

---

\`\`\`terminal far
${["six", "seven"].map((name) => step(name, log)).join("")}\`\`\`
`;

const PROGRAMME: readonly { readonly step: string; readonly pane: "far" | "near" }[] = [
  ...["one", "two", "three"].map((name) => ({ step: name, pane: "far" as const })),
  ...NEAR.map((name) => ({ step: name, pane: "near" as const })),
  ...["six", "seven"].map((name) => ({ step: name, pane: "far" as const })),
];

/** What is seen of a pane. */
interface Sight {
  readonly origin: string | undefined;
  readonly pane: string | undefined;
  readonly step: string | undefined;
  readonly at: string | undefined;
  readonly asks: boolean;
}

describe.skipIf(missing !== null)(
  `a talk while faults strike${missing === null ? "" : ` (skipped: ${missing})`}`,
  () => {
    let browser: Browser;
    let network: CuttableNetwork;
    let sshd: Sshd;
    let home: string;
    let show: ShowProcess;
    let deck: LiveDeck;
    const opened: (() => PromiseLike<void>)[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      network = makeNetwork();
      // A shell that is killed while it reads somebody's own settings may leave locks behind.
      home = await mkdtemp(join(tmpdir(), "kuroko-home-"));
      const config = [`SetEnv HOME=${home}`];
      sshd = await startSshd({ address: network.address, within: network.within, config });
    });
    afterAll(async () => {
      await sshd.stop();
      network.remove();
      await rm(home, { recursive: true, force: true });
      await browser.close();
    });
    afterEach(async () => {
      network.mend();
      for (const close of opened.splice(0).reverse()) await close();
    });

    it.each([1, 2, 3])("goes on to its end, and nothing runs twice: seed %i", async (seed) => {
      await eventually(() => answers(sshd.host, sshd.port));
      const log = join(sshd.folder, `ran-${seed}.log`);
      const talk = await makeUnderstudyTalk(talkOn(sshd, log, home), { far: FAR, near: NEAR });
      opened.push(() => talk[Symbol.asyncDispose]());
      show = await startShowProcess(talk);
      opened.push(() => show.kill("SIGKILL"));
      deck = await LiveDeck.open(browser, show);
      opened.push(() => deck.close());
      await deck.sees("far", /live>/);
      // From here on the page plays the recording without its server.
      await deck.page.waitForFunction(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => name.includes(".seg")).length >= 2,
      );

      const strikes: Readonly<Record<string, () => Promise<void>>> = {
        nothing: () => Promise.resolve(),
        clicker: () => deck.press("PageDown"),
        understudy: () => deck.press("u"),
        reload: async () => {
          await deck.page.reload();
          await deck.ready();
        },
        session: async () => {
          for (const { pid } of await sshd.sessions()) process.kill(pid, "SIGKILL");
        },
        link: () => {
          network.cut();
          return Promise.resolve();
        },
        server: () => show.kill("SIGKILL"),
      };
      const restart = async (): Promise<void> => {
        show = await startShowProcess(talk, { port: Number(new URL(show.url).port) });
        // Who presses before the deck has found it is refused, and after the second time passed over.
        await serverKnows(deck);
      };
      const chance = seeded(seed);
      const anyOf = <Item>(items: readonly Item[]): Item =>
        items[Math.floor(chance() * items.length)] as Item;
      const story: string[] = [];
      for (const [index, act] of PROGRAMME.entries()) {
        const strike = anyOf(Object.keys(strikes));
        const delayMs = Math.floor(chance() * 900);
        story.push(`${act.step}: ${strike} after ${delayMs} ms`);
        try {
          await begin(act.step, act.pane);
          await deck.page.waitForTimeout(delayMs);
          await strikes[strike]?.();
          if (strike === "clicker") await deck.press("PageUp", "PageDown");
          await over(act.step, act.pane);
          await isPure(act.pane, index, strike !== "server");
          if (strike === "link") network.mend();
          if (strike === "server") await restart();
          if (chance() < 0.6) await goLive(act.pane);
        } catch (cause) {
          const page = await deck.page.locator("body").innerText();
          throw new Error(`${story.join("; ")}\n${page}`, { cause });
        }
      }
      const ran = (await readFile(log, "utf8")).trim().split("\n");
      console.log(`seed ${seed}: ${story.join("; ")}. Run live: ${ran.join(" ")}`);
      expect(ran).toEqual([...new Set(ran)]);
    });

    function sight(pane: string): Promise<Sight> {
      return deck.page.evaluate((name) => {
        const found = document.querySelector<HTMLElement>(`.pane.shown[data-pane=${name}]`);
        return {
          origin: found?.dataset.origin,
          pane: found?.dataset.at,
          step: found?.dataset.step,
          at: found?.querySelector<HTMLElement>(".pane-step")?.dataset.at,
          asks: found?.querySelector<HTMLElement>(".pane-ask")?.hidden === false,
        };
      }, pane);
    }

    /** Presses the next-key as often as a presenter would until the step is there. */
    async function begin(name: string, pane: string): Promise<void> {
      await deck.press("PageDown");
      const begun = async (): Promise<boolean> => {
        const seen = await sight(pane);
        if (seen.step === name && seen.at !== "idle" && seen.at !== undefined) return true;
        if (seen.step !== name || seen.pane === "lost")
          await deck.press(seen.pane === "lost" ? "R" : "PageDown");
        return false;
      };
      await expect.poll(begun, { timeout: 20_000, interval: 400 }).toBe(true);
    }

    /** Does what a presenter would until the step has been seen to its end. */
    async function over(name: string, pane: string): Promise<void> {
      const ended = async (): Promise<string | undefined> => {
        const { asks, at, origin, step: newest } = await sight(pane);
        if (asks || (at === "failed" && origin === "live")) await deck.press("u");
        // The address follows within a second: who reloads before that stands one step back.
        if (newest !== name) await deck.press("PageDown");
        return newest === name ? at : "";
      };
      await expect.poll(ended, { timeout: 30_000, interval: 300 }).toBe("done");
    }

    /** The screen is the shell's or the recording's, never something of both. */
    async function isPure(pane: "far" | "near", index: number, hasServer: boolean): Promise<void> {
      const { origin } = await sight(pane);
      const screen = await deck.screen(pane);
      if (origin === "live") {
        expect(screen).not.toMatch(/recorded/);
        // The two are read one after the other: the prompt may come between them.
        const differs = async (): Promise<boolean> =>
          (await serverScreen(deck, pane)) !== (await deck.screen(pane));
        if (hasServer) await expect.poll(differs, { timeout: 10_000 }).toBe(false);
        return;
      }
      const past = PROGRAMME.slice(0, index + 1).filter((act) => act.pane === pane);
      await expect.poll(() => deck.screen(pane)).toBe(recordedScreen(past.map((act) => act.step)));
    }

    /** Back to live where that can be: who is not, goes on recorded. */
    async function goLive(pane: string): Promise<void> {
      // Once: opened again and again, no shell would come to its prompt.
      await deck.press("R");
      const isLive = async (): Promise<boolean> => {
        if ((await sight(pane)).origin === "live") return true;
        await deck.press("L");
        return false;
      };
      await expect.poll(isLive, { timeout: 20_000, interval: 300 }).toBe(true);
      await deck.sees(pane, /live>\s*$/);
    }
  },
);
