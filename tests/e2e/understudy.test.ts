import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeNetwork, noNetwork } from "../../scripts/bench/cuttable-network.ts";
import { eventually } from "../support/eventually.ts";
import { openShow, type TestTalk } from "../support/set-up-show.ts";
import { startShowProcess } from "../support/show-process.ts";
import { answers, noSshd, startSshd, type Sshd } from "../support/sshd.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";
import { makeUnderstudyTalk, type RecordedScenes } from "./support/understudy-talk.ts";

/** Prints, and leaves a line for each time that it ran. */
const FAILS = step("fails", "(exit 1)", "on failure: auto");
const ASKS = step("asks", "(exit 3)");
const SLOW = step("slow", "for i in 1 2 3 4 5 6; do echo line $i; sleep 0.4; done");
const SECOND = step("second", "true");

function step(name: string, command: string, ...rules: string[]): string {
  const lines = [`id: ${name}`, "typing: off", ...rules].map((line) => `  ${line}\n`).join("");
  return `$ echo ${name} >> ran.log; echo "live ${name}"; ${command}\n${lines}`;
}

/** A talk with these steps in pane `one`, and on a second slide one in `two` of the same target and one in `other`. */
function talkOf(
  steps: readonly string[],
  here = "kind: local, shell: bash, env: { HOME: /nowhere }",
): string {
  return `---
title: Understudy
targets:
  here: { ${here} }
  there: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  one: { target: here, prompt: "one> " }
  two: { target: here, prompt: "two> " }
  other: { target: there, prompt: "other> " }
---

# Steps

\`\`\`terminal one
${steps.join("")}\`\`\`

---

# Beside

\`\`\`terminal two
${SECOND}\`\`\`

\`\`\`terminal other
${step("apart", "true")}\`\`\`
`;
}

const scenes: RecordedScenes = {
  one: ["fails", "asks", "slow", "hangs", "wrong"],
  two: ["second"],
  other: ["apart"],
};

let browser: Browser;
let home: string;
let talk: TestTalk;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
  // A shell that is killed while it reads somebody's own settings may leave locks behind.
  home = await mkdtemp(join(tmpdir(), "kuroko-home-"));
});
afterAll(async () => {
  await browser.close();
  await rm(home, { recursive: true, force: true });
});

async function open(steps: readonly string[], recorded: RecordedScenes | null = scenes): Promise<void> {
  await openText(talkOf(steps), recorded);
}

async function openText(text: string, recorded: RecordedScenes | null = scenes): Promise<void> {
  talk = await makeUnderstudyTalk(text, recorded);
  opened.push(() => talk[Symbol.asyncDispose]());
  const show = await openShow(talk, { mode: "live" });
  opened.push(() => show.close());
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  await deck.sees("one", /one>/);
}

/** The steps whose commands were run by a shell, in order. */
async function ran(): Promise<string[]> {
  const text = await readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

/** Waits until the pane has played this step of the recording, from its start to its end, and nothing else is on it. */
async function plays(pane: string, name: string): Promise<void> {
  await deck.playedBy(pane, "recorded");
  await deck.sees(pane, new RegExp(`recorded ${name} begins`));
  await deck.sees(pane, new RegExp(`recorded ${name} ends\\s+recorded>\\s*$`));
  await deck.stepIs(pane, "done");
  expect(await deck.screen(pane)).not.toMatch(/live|line/);
}

describe("when a step fails", () => {
  it("`auto` plays the same step to its end; the next steps follow it until the presenter goes back", async () => {
    await open([FAILS, SLOW, ASKS]);
    await deck.playedBy("one", "live");
    await deck.press("PageDown");
    await plays("one", "fails");
    const mark = await deck.page.locator(".pane[data-pane=one] .pane-source").innerText();
    expect(mark).toMatch(/recorded\s+Nov 23, 2026 · Debian GNU\/Linux 12/);
    expect(await deck.page.locator(".pane[data-pane=one] .scrubber").isVisible()).toBe(true);
    await deck.press("PageDown");
    await plays("one", "slow");
    await deck.press("L");
    await deck.playedBy("one", "live");
    // The shell's own screen, as it was left.
    await deck.sees("one", /live fails\s+one>\s*$/);
    expect(await deck.screen("one")).not.toContain("recorded");
    expect(await deck.page.locator(".pane[data-pane=one] .scrubber").isVisible()).toBe(false);
    expect(await ran()).toEqual(["fails"]);
    // A step that was played is not run by going back and forth, and the next one runs in the shell.
    await deck.press("PageUp", "PageDown", "PageDown");
    await deck.sees("one", /live asks/);
    expect(await ran()).toEqual(["fails", "asks"]);
  });

  it("`ask` asks in the bar, covers nothing, and does what is answered", async () => {
    await open([ASKS]);
    await deck.press("PageDown");
    await deck.asks("one");
    await deck.sees("one", /live asks\s+one>\s*$/);
    await deck.press("Escape");
    await deck.asksNoMore("one");
    await deck.playedBy("one", "live");
    await deck.press("r");
    await deck.asks("one");
    await deck.press("u");
    await plays("one", "asks");
    expect(await ran()).toEqual(["asks", "asks"]);
  });

  it("`never` leaves it as it is", async () => {
    await open([step("fails", "(exit 4)", "on failure: never"), SLOW]);
    await deck.press("PageDown");
    await deck.stepIs("one", "failed");
    await deck.press("PageDown");
    await deck.sees("one", /live slow/);
    await deck.playedBy("one", "live");
    await deck.asksNoMore("one");
  });

  it.each([
    ["hangs", step("hangs", "sleep 100", "timeout: 1s", "on failure: auto")],
    ["wrong", step("wrong", "echo PANIC; sleep 100", "expect not: PANIC", "on failure: auto")],
  ])("that %s: the understudy plays it, and its shell is left alone", async (name, text) => {
    await open([text]);
    await deck.press("PageDown");
    await plays("one", name);
    expect(await ran()).toEqual([name]);
  });
});

describe("the understudy's key", () => {
  it("in mid-step brings the recorded screen of the same step within 300 ms; the live step goes on unseen", async () => {
    await open([SLOW, FAILS]);
    await deck.press("PageDown");
    await deck.sees("one", /line 2/);
    const ms = await timeToScreen("u", "one", "play slow");
    console.log(`key to first recorded screen: ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(300);
    expect(await deck.screen("one")).not.toMatch(/line|live/);
    await deck.press("L");
    await deck.tells("one", "The recorded step still plays");
    await plays("one", "slow");
    // The live one may still run: its screen is there, whole, when it has ended.
    await goLive("one");
    await deck.sees("one", /line 1\s+line 2\s+line 3\s+line 4\s+line 5\s+line 6\s+one>\s*$/);
    await deck.press("PageUp", "PageDown");
    expect(await ran()).toEqual(["slow"]);
  });

  it("between two steps changes who plays the next one, there and back", async () => {
    await open([ASKS, SLOW]);
    await deck.press("u");
    await deck.playedBy("one", "recorded");
    await deck.press("PageDown");
    await plays("one", "asks");
    await deck.press("u");
    await deck.playedBy("one", "live");
    await deck.sees("one", /^one>\s*$/);
    await deck.press("PageDown");
    await deck.sees("one", /line 6/);
    expect(await ran()).toEqual(["slow"]);
  });

  it("means all panes of the target, and no other", async () => {
    await open([FAILS]);
    await deck.press("PageDown");
    await plays("one", "fails");
    await deck.press("PageDown");
    await deck.playedBy("two", "recorded");
    await deck.playedBy("other", "live");
    await deck.press("PageDown");
    await plays("two", "second");
    await deck.press("PageDown");
    await deck.sees("other", /live apart/);
    expect(await ran()).toEqual(["fails", "apart"]);
  });

  it("and the rule say so, and all stays live, where the recording lacks the step", async () => {
    await open([FAILS, SLOW], { one: ["slow"] });
    await deck.press("PageDown");
    await deck.tells("one", "There is no recording of this step");
    await deck.playedBy("one", "live");
    await deck.press("u");
    await deck.tells("one", "There is no recording of this step");
    await deck.press("PageDown");
    await deck.sees("one", /line 6/);
    expect(await ran()).toEqual(["fails", "slow"]);
  });

  it("says so where the step has moved to another pane since it was recorded", async () => {
    await open([FAILS, SLOW], { one: ["slow"], two: ["fails"] });
    await deck.press("PageDown");
    await deck.tells("one", "There is no recording of this step");
    await deck.playedBy("one", "live");
    await deck.press("PageDown");
    await deck.sees("one", /line 2/);
    await deck.press("u");
    await plays("one", "slow");
  });

  it("says so where the recording is damaged, or none is kept", async () => {
    await open([SLOW]);
    const cut = new RegExp("/understudies/.*seg");
    await deck.page.route(cut, (route) => route.abort());
    await deck.page.reload();
    await deck.sees("one", /one>/);
    await deck.press("u");
    await deck.tells("one", "The recording cannot be read");
    await deck.playedBy("one", "live");
    await open([SLOW], null);
    await deck.press("u");
    await deck.tells("one", "No recording is kept");
    await deck.press("PageDown");
    await deck.sees("one", /line 6/);
  });
});

describe("when the way to the shell is gone", () => {
  it("sshd is killed in mid-step: asks, plays, and goes back to live when the pane was opened again", async ({
    skip,
  }) => {
    if (noSshd !== null) skip(noSshd);
    const sshd = await startSshd({ config: [`SetEnv HOME=${home}`] });
    opened.push(() => sshd.stop());
    const log = join(sshd.folder, "ran.log");
    await openText(talkOf([SLOW.replace("ran.log", log)], sshLines(sshd)));
    await deck.press("PageDown");
    await deck.sees("one", /line 2/);
    for (const { pid } of await sshd.sessions()) process.kill(pid, "SIGKILL");
    await deck.asks("one");
    await deck.press("u");
    await plays("one", "slow");
    await deck.press("L");
    await deck.tells("one", "the connection is not open");
    await deck.press("R");
    await goLive("one");
    await deck.sees("one", /^one>\s*$/);
    expect(await readFile(log, "utf8")).toBe("slow\n");
  });

  it("the link is cut in mid-step, packets dropped: asks, plays, and is back when it is mended", async ({
    skip,
  }) => {
    if (noSshd !== null) skip(noSshd);
    if (noNetwork !== null) skip(noNetwork);
    const network = makeNetwork();
    opened.push(async () => {
      network.remove();
      return Promise.resolve();
    });
    const sshd = await startSshd({
      address: network.address,
      within: network.within,
      config: [`SetEnv HOME=${home}`],
    });
    opened.push(() => sshd.stop());
    await eventually(() => answers(sshd.host, sshd.port));
    const log = join(sshd.folder, "ran.log");
    await openText(talkOf([SLOW.replace("ran.log", log)], `${sshLines(sshd)}, keepalive: 1s`));
    await deck.press("PageDown");
    await deck.sees("one", /line 2/);
    const cutAt = performance.now();
    network.cut();
    await deck.asks("one");
    console.log(`link cut to question: ${((performance.now() - cutAt) / 1000).toFixed(1)} s`);
    await deck.press("u");
    await plays("one", "slow");
    network.mend();
    await goLive("one");
    await deck.sees("one", /line 1\s+line 2\s+line 3\s+line 4\s+line 5\s+line 6\s+one>\s*$/);
    expect(await readFile(log, "utf8")).toBe("slow\n");
  });

  it("the server is killed in mid-step: the talk goes on alone, and back to live when a new one is there", async () => {
    talk = await makeUnderstudyTalk(
      talkOf([
        step("slow", "for i in 1 2 3 4 5 6 7 8 9; do echo line $i; sleep 0.4; done", "on failure: auto"),
        ASKS,
      ]),
      scenes,
    );
    opened.push(() => talk[Symbol.asyncDispose]());
    const first = await startShowProcess(talk);
    opened.push(() => first.kill());
    deck = await LiveDeck.open(browser, first);
    opened.push(() => deck.close());
    await deck.sees("one", /one>/);
    // Fetched ahead, quietly, some seconds after the page is there.
    await deck.page.waitForFunction(
      () => performance.getEntriesByType("resource").filter(({ name }) => name.includes(".seg")).length >= 3,
    );
    await deck.press("PageDown");
    await deck.sees("one", /line 2/);
    await first.kill("SIGKILL");
    await plays("one", "slow");
    await deck.press("PageDown");
    await plays("one", "asks");
    await deck.press("PageDown");
    await deck.playedBy("two", "recorded");
    await deck.press("PageDown");
    await plays("two", "second");
    await deck.press("L");
    await deck.tells("two", "the server is not reached");
    const second = await startShowProcess(talk, { port: Number(new URL(first.url).port) });
    opened.push(() => second.kill());
    await goLive("two");
    await deck.sees("two", /^two>\s*$/);
    expect(await ran()).toEqual(["slow"]);
  });
});

/** Presses a key, and measures in the page until the pane's screen has this on it and nothing of the shell. */
function timeToScreen(key: string, pane: string, what: string): Promise<number> {
  return deck.page.evaluate(
    ([name, text, pressed]) =>
      new Promise<number>((resolve, reject) => {
        const rows = document.querySelector(`.pane[data-pane=${name}] .xterm-rows`);
        if (!rows) {
          reject(new Error("no terminal"));
          return;
        }
        const from = performance.now();
        const look = (): void => {
          const shown = rows.textContent.replaceAll("\u00a0", " ");
          if (shown.includes(text) && !shown.includes("line")) resolve(performance.now() - from);
        };
        new MutationObserver(look).observe(rows, { childList: true, subtree: true, characterData: true });
        window.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, cancelable: true }));
      }),
    [pane, what, key] as const,
  );
}

function sshLines({ host, port, userKeyFile, knownHosts }: Sshd): string {
  return `host: ${host}, port: ${port}, key: ${userKeyFile}, known hosts: ${knownHosts}`;
}

/** Asks for the way back until it is open. */
async function goLive(pane: string): Promise<void> {
  const origin = async (): Promise<string | null> => {
    await deck.press("L");
    return deck.page.locator(`.pane[data-pane=${pane}]`).getAttribute("data-origin");
  };
  await expect.poll(origin, { timeout: 15_000 }).toBe("live");
}
