/** A whole talk while faults strike at random, each in mid-step. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeNetwork, noNetwork, type CuttableNetwork } from "../../../scripts/bench/cuttable-network.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { startShowProcess, type ShowProcess } from "../../support/show-process.ts";
import { answers, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { closedAfterEach } from "../support/closed-after-each.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { serverKnows, serverScreen } from "../support/server-screen.ts";
import { makeUnderstudyTalk, recordedLines, recordedScreen } from "../support/understudy-talk.ts";
import { isWhole, watchScreens } from "../support/whole-screens.ts";
import { deal, MISHAPS, type Fault, type Strike } from "./deal.ts";

const missing = noSshd ?? noNetwork;
const SEEDS = [1, 2, 3, 4, 5, 6];
const FIRST = ["one", "two", "three"];
const NEAR = ["four", "five"];
const LAST = ["six", "seven", "eight"];
const FAR = [...FIRST, ...LAST];
/** A step that the understudy lacks. */
const LACKING = "lacking";

/** The command of every step: leaves a line for each time that it ran, and goes wrong once where a file says how. */
const ACT = `echo $1 >> ran.log
how=$(cat "how-$1" 2>/dev/null); rm -f "how-$1"
for i in 1 2 3 4; do
  echo live $1 $i; sleep 0.3
  [ $i = 2 ] || continue
  case $how in exit) exit 7 ;; wrong) echo live PANIC ;; hang) sleep 600 ;; esac
done
`;

const step = (name: string, workshop: string): string =>
  `$ (cd ${workshop}; sh act ${name})
  id: ${name}
  typing: off
  timeout: 3s
  expect: live ${name} 4
  expect not: PANIC
  on failure: ${name === "two" || name === "four" || name === "eight" ? "auto" : "ask"}
`;

const talkOn = ({ host, port, userKeyFile, knownHosts }: Sshd, workshop: string): string => `---
title: Whatever happens
targets:
  far: { host: ${host}, port: ${port}, key: ${userKeyFile}, known hosts: ${knownHosts}, keepalive: 1s }
  here: { kind: local, shell: bash, env: { HOME: ${workshop} } }
panes:
  far: { target: far, prompt: "live> " }
  near: { target: here, prompt: "live> " }
---

\`\`\`terminal far
${FIRST.map((name) => step(name, workshop)).join("")}\`\`\`

---

\`\`\`terminal near
${[...NEAR, LACKING].map((name) => step(name, workshop)).join("")}\`\`\`

---

\`\`\`terminal far
${LAST.map((name) => step(name, workshop)).join("")}\`\`\`
`;

type Pane = "far" | "near";

const PROGRAMME: readonly { readonly step: string; readonly pane: Pane }[] = [
  ...FIRST.map((name) => ({ step: name, pane: "far" as const })),
  ...[...NEAR, LACKING].map((name) => ({ step: name, pane: "near" as const })),
  ...LAST.map((name) => ({ step: name, pane: "far" as const })),
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
    const opened = closedAfterEach();

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
    afterEach(() => network.mend());

    it.each(SEEDS)(
      "goes on to its end, nothing runs twice, no screen is a mixture: seed %i",
      async (seed) => {
        await eventually(() => answers(sshd.host, sshd.port));
        const workshop = join(home, `seed-${seed}`);
        await mkdir(workshop);
        await writeFile(join(workshop, "act"), ACT);
        const talk = await makeUnderstudyTalk(talkOn(sshd, workshop), { far: FAR, near: NEAR });
        opened.push(() => talk[Symbol.asyncDispose]());
        const takes = await smallDisk(join(talk.home, "state/takes"));
        show = await startShowProcess(talk);
        opened.push(() => show.kill("SIGKILL"));
        deck = await LiveDeck.open(browser, show);
        opened.push(() => deck.close());
        const watched = await watchScreens(deck.page, { far: FAR, near: NEAR });
        await deck.sees("far", /live>/);
        // From here on the page plays the recording without its server.
        await deck.page.waitForFunction(
          () =>
            performance.getEntriesByType("resource").filter(({ name }) => name.includes(".seg")).length >= 2,
        );

        const strikes: Readonly<Record<Fault, () => Promise<void>>> = {
          exit: nothing,
          wrong: nothing,
          hang: nothing,
          nothing,
          clicker: () => deck.press("PageDown"),
          understudy: () => deck.press("u"),
          reload: async () => {
            await deck.page.reload();
            await deck.ready();
          },
          session: async () => {
            for (const { pid } of await sshd.sessions()) process.kill(pid, "SIGKILL");
          },
          sshd: () => sshd.kill(),
          link: () => {
            network.cut();
            return nothing();
          },
          server: () => show.kill("SIGKILL"),
          disk: () => takes.fill(),
        };
        const mend: Partial<Record<Fault, () => Promise<void>>> = {
          sshd: () => sshd.start(),
          link: () => {
            network.mend();
            return nothing();
          },
          server: async () => {
            show = await startShowProcess(talk, { port: Number(new URL(show.url).port) });
            // Who presses before the deck has found it is refused, and after the second time passed over.
            await serverKnows(deck);
          },
          disk: () => takes.makeRoom(),
        };
        const dealt = deal(seed, { far: FAR.length, near: NEAR.length + 1 });
        const story: string[] = [];
        /** Steps that only the recording has played: no shell may have run them behind it. */
        const played: string[] = [];
        for (const [index, act] of PROGRAMME.entries()) {
          const { fault, afterMs, backToLive } = dealt[act.pane]();
          story.push(`${act.step}: ${fault} after ${afterMs} ms`);
          try {
            if (act.step === LACKING) await goLive(act.pane);
            if (isMishap(fault)) await writeFile(join(workshop, `how-${act.step}`), fault);
            await begin(act.step, act.pane);
            if ((await sight(act.pane)).origin === "recorded") played.push(act.step);
            await deck.page.waitForTimeout(afterMs);
            await strikes[fault]();
            if (fault === "clicker") await deck.press("PageUp", "PageDown");
            if (act.step === LACKING) {
              await mend[fault]?.();
              await staysLive(act.pane);
            } else {
              await over(act.step, act.pane);
              await isPure(act.pane, index, fault !== "server");
              await mend[fault]?.();
            }
            if (backToLive || act.step === LACKING) {
              await goLive(act.pane);
              await isPure(act.pane, index, true);
            }
            expect(watched.mixtures()).toEqual([]);
          } catch (cause) {
            const page = await deck.page.locator("body").innerText();
            throw new Error(`${story.join("; ")}\n${page}`, { cause });
          }
        }
        const ran = (await readFile(join(workshop, "ran.log"), "utf8")).trim().split("\n");
        console.log(
          `seed ${seed}: ${story.join("; ")}. Run live: ${ran.join(" ")}. Looked at ${watched.looked()} pictures`,
        );
        expect(ran).toEqual([...new Set(ran)]);
        expect(ran.filter((name) => played.includes(name))).toEqual([]);
        expect(watched.looked()).toBeGreaterThan(PROGRAMME.length * 4);
      },
    );

    /** A folder with a disk of its own, which can be filled. */
    async function smallDisk(folder: string): Promise<{ fill(): Promise<void>; makeRoom(): Promise<void> }> {
      await mkdir(folder, { recursive: true });
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder]);
      opened.push(() => {
        execFileSync("umount", ["--lazy", folder]);
        return nothing();
      });
      const ballast = join(folder, "ballast");
      return {
        fill: () => writeFile(ballast, Buffer.alloc(16 * 1024 * 1024)).catch(nothing),
        makeRoom: () => rm(ballast),
      };
    }

    function sight(pane: Pane): Promise<Sight> {
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

    /** Presses the next-key, and again only when nothing has come of it, as a presenter would, until the step is there. */
    async function begin(name: string, pane: Pane): Promise<void> {
      const isThere = async (): Promise<boolean> => {
        const { step: newest, at } = await sight(pane);
        return newest === name && at !== "idle" && at !== undefined;
      };
      for (let press = 0; press < 8; press++) {
        if (press > 0 && (await isThere())) return;
        await deck.press((await sight(pane)).pane === "lost" ? "R" : "PageDown");
        const [comes] = await Promise.allSettled([eventually(isThere, 1500)]);
        if (comes.status === "fulfilled") return;
      }
      throw new Error(`the step "${name}" does not begin`);
    }

    /** Does what a presenter would until the step has been seen to its end. */
    async function over(name: string, pane: Pane): Promise<void> {
      const ended = async (): Promise<string | undefined> => {
        // The address follows within a second: who reloads before that stands one step back.
        if ((await sight(pane)).step !== name) await begin(name, pane);
        const { asks, at, origin } = await sight(pane);
        if (asks || (at === "failed" && origin === "live")) await deck.press("u");
        return at;
      };
      await expect.poll(ended, { timeout: 30_000, interval: 300 }).toBe("done");
    }

    /** The understudy lacks the step: it says so when it is called, and the shell stays to the end. */
    async function staysLive(pane: Pane): Promise<void> {
      const ended = async (): Promise<boolean> => {
        if ((await sight(pane)).step !== LACKING) await begin(LACKING, pane);
        const { at } = await sight(pane);
        return at === "done" || at === "failed";
      };
      await expect.poll(ended, { timeout: 30_000, interval: 300 }).toBe(true);
      if ((await sight(pane)).at === "failed") {
        // A window that was beside the deck a moment ago may still be told in its place.
        const called = async (): Promise<string> => {
          await deck.press("u");
          return deck.told(pane);
        };
        await expect.poll(called, { interval: 300 }).toContain("There is no recording of this step");
      }
      expect(await sight(pane)).toMatchObject({ origin: "live", step: LACKING });
    }

    /** The screen is the shell's or the recording's, whole. */
    async function isPure(pane: Pane, index: number, hasServer: boolean): Promise<void> {
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
    async function goLive(pane: Pane): Promise<void> {
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

describe("the faults", () => {
  it("strike steps here and on another machine, each kind at least twice", () => {
    const count = new Map<string, number>();
    for (const seed of SEEDS) {
      const dealt = deal(seed, { far: FAR.length, near: NEAR.length + 1 });
      const turns: [Pane, Strike][] = [
        ...FAR.map((): [Pane, Strike] => ["far", dealt.far()]),
        ...[...NEAR, LACKING].map((): [Pane, Strike] => ["near", dealt.near()]),
      ];
      for (const [pane, { fault }] of turns)
        count.set(`${pane} ${fault}`, (count.get(`${pane} ${fault}`) ?? 0) + 1);
    }
    expect(count.size).toBe(12 + 9);
    expect(Math.min(...count.values())).toBeGreaterThanOrEqual(2);
  });
});

describe("a picture", () => {
  const recorded = recordedLines(["one", "two"]);

  it.each([
    ["live> sh act one\nlive one 1", true],
    ["recorded> play one\nrecorded one begins\n..", true],
    ["recorded one ends\nrecorded> play two\nrecorded two be", true],
    ["live one 1\nrecorded> play one", false],
    ["recorded> play one\nrecorded one begins\nlive one 2", false],
    ["recorded two ends\nrecorded> play one", false],
  ])("%j is whole: %s", (screen, whole) => expect(isWhole(screen, recorded)).toBe(whole));
});

function isMishap(fault: Fault): boolean {
  return (MISHAPS as readonly string[]).includes(fault);
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
