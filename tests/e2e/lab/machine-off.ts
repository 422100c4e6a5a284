/** A machine is switched off while a step runs on it: what presenter and room go through until it is back. */
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { openShow } from "../../support/set-up-show.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { Speaker } from "../support/speaker.ts";
import { makeUnderstudyTalk, recordedScreen } from "../support/understudy-talk.ts";
import { mapSeen } from "./sight.ts";
import type { TalkOnLab } from "./talk-on-lab.ts";

const STRUCK = "struck";
const STEPS = ["before", STRUCK, "meanwhile", "after"];
/** Where the machine counts what was run on it: on its disk, which a cut of its power leaves. */
const LOG = "/home/core/ran.log";
/** Swarm calls a machine lost when it has missed three beats of five seconds. */
const noticedWithinMs = 60_000;

const step = (name: string, everySeconds: number): string =>
  `$ echo ${name} >> ${LOG}; sync; for i in 1 2 3 4; do echo live ${name} $i; sleep ${everySeconds}; done
  id: ${name}
  typing: off
`;

const talkOn = (terraform: string): string => `---
title: A machine is switched off
targets:
  web1: { host: { terraform: ${terraform}, output: machines.web1 } }
  lb: { host: { terraform: ${terraform}, output: machines.lb } }
panes:
  web1: { prompt: "live> " }
cluster: { source: swarm, target: lb }
---

<!-- .slide: data-panes="side" -->

\`\`\`terminal web1
${STEPS.map((name) => step(name, name === STRUCK ? 30 : 0.2)).join("")}\`\`\`

\`\`\`cluster-map
\`\`\`
`;

/** Plays the whole story. Begins with web1 switched off or on, and leaves it on. */
export async function playMachineOff(browser: Browser, stand: TalkOnLab): Promise<void> {
  const { lab } = stand;
  await stand.kuroko("lab", "on", "web1");
  const ran = async (): Promise<string[]> => (await lab.ask("web1", `cat ${LOG}`)).split("\n");
  await using talk = await makeUnderstudyTalk(talkOn(lab.folder), { web1: STEPS });
  await using show = await openShow(talk, { mode: "live" });
  const deck = await LiveDeck.open(browser, show);
  try {
    const machineIs = (state: string): Promise<void> =>
      expect
        .poll(async () => (await mapSeen(deck))?.machines, { timeout: noticedWithinMs, interval: 250 })
        .toEqual(["lb up", `web1 ${state}`, "web2 up"]);
    const screenIs = (screen: string): Promise<void> =>
      expect.poll(() => deck.screen("web1"), { timeout: 15_000 }).toBe(screen);
    const speaker = await Speaker.open(deck.page);
    await deck.sees("web1", /live>/);
    await machineIs("up");
    await deck.press("PageDown");
    await deck.sees("web1", /live before 4\s+live>\s*$/);

    // In mid-step, without a goodbye. The question is the presenter's alone.
    await deck.press("PageDown");
    await deck.sees("web1", /live struck 1/);
    const offFrom = performance.now();
    await stand.kuroko("lab", "off", "web1");
    await deck.paneIs("web1", "lost");
    const lostAfterMs = performance.now() - offFrom;
    expect(lostAfterMs).toBeLessThan(10_000);
    await speaker.says(".ask-panel", /web1: shall the recording step in\?/);
    expect(await deck.page.locator(".pane-ask").isVisible()).toBe(false);

    // The same step in the same pane, from its start; and the talk goes on without the machine.
    await speaker.press("u");
    await deck.playedBy("web1", "recorded");
    await screenIs(recordedScreen(["before", STRUCK]));
    await deck.press("PageDown");
    await screenIs(recordedScreen(["before", STRUCK, "meanwhile"]));
    await machineIs("lost");
    console.log(`machine off to pane lost: ${(lostAfterMs / 1000).toFixed(1)} s`);

    // It is back, which changes nothing on the screen until the presenter says so.
    await stand.kuroko("lab", "on", "web1");
    await machineIs("up");
    await deck.press("L");
    await speaker.says(".speaker-trouble", /^web1: .*the connection is not open/);
    await deck.press("R");
    await deck.goesBackToLive("web1");
    await screenIs("live>");
    await deck.press("PageUp", "PageDown", "PageDown");
    await deck.sees("web1", /live after 4\s+live>\s*$/);
    expect(await ran()).toEqual(["before", STRUCK, "after"]);
  } finally {
    await deck.close();
  }
}
