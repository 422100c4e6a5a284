/** The map beside the panes, when the understudy steps in and when the shells come back. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Machine } from "#core/cluster/model.ts";
import type { TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import { run, writeTake } from "../../support/made-take.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { makeTalk, type TestTalk } from "../../support/set-up-show.ts";
import { startShowProcess, type ShowProcess } from "../../support/show-process.ts";
import { recordedAnswers, SocketApi } from "../../support/socket-api.ts";
import { mapSeen } from "../lab/sight.ts";
import { closedAfterEach } from "../support/closed-after-each.ts";
import { LiveDeck } from "../support/live-deck.ts";

const talkOn = (socket: string): string => `---
title: A map that goes along
targets: { here: { kind: local, shell: bash, env: { HOME: /nowhere } } }
panes: { main: { target: here, prompt: "live> " } }
cluster: { source: fleet, target: here, socket: ${socket} }
---

# Beside it

\`\`\`cluster-map
\`\`\`

\`\`\`terminal main
$ echo live one; sleep 3
  id: one
  typing: off
$ echo live two
  id: two
  typing: off
\`\`\`
`;

function machine(ms: number, name: string, state: Machine["state"]): TimedChange {
  const about = { id: id<"machine">(name), name, address: "10.0.0.1", labels: {}, state, since: ms };
  return [ms, { to: "machine", machine: about }];
}

/** What the cluster did in the rehearsal: it has names of its own here, to be told from the live one. */
const timeline: TimedChange[] = [
  [0, { to: "contact", contact: { at: "heard" } }],
  machine(0, "recorded1", "up"),
  machine(1500, "recorded2", "up"),
  machine(3500, "recorded1", "lost"),
];
const BEFORE = ["recorded1 up"];
const AFTER_ONE = ["recorded1 up", "recorded2 up"];
const AFTER_TWO = ["recorded1 lost", "recorded2 up"];

let browser: Browser;
let api: SocketApi;
let talk: TestTalk;
let show: ShowProcess;
let deck: LiveDeck;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(): Promise<readonly string[]> {
  api = await SocketApi.make();
  api.answerAs(await recordedAnswers("fleet", "running"));
  await api.listen();
  opened.push(() => api[Symbol.asyncDispose]());
  talk = await makeTalk({ "en.md": talkOn(api.path) });
  opened.push(() => talk[Symbol.asyncDispose]());
  const events: [number, string][] = [
    [500, "recorded> "],
    [1000, "play one"],
    [1100, "\r\n"],
    [2000, "recorded one ends\r\nrecorded> "],
    [3000, "play two"],
    [3100, "\r\n"],
    [4000, "recorded two ends\r\nrecorded> "],
  ];
  await writeTake(
    join(talk.home, "understudies/probe"),
    [{ pane: "main", events, cols: 60, rows: 12 }],
    [run("one", "main", [1000, 1100, 2010]), run("two", "main", [3000, 3100, 4010])],
    timeline,
  );
  show = await startShowProcess(talk);
  opened.push(() => show.kill("SIGKILL"));
  deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  await deck.sees("main", /live>/);
  await expect.poll(machines).not.toEqual([]);
  // From here on the page plays the recording without its server.
  await deck.page.waitForFunction(
    () => performance.getEntriesByType("resource").filter(({ name }) => name.includes(".seg")).length >= 2,
  );
  return (await machines()) ?? [];
}

const machines = async (): Promise<readonly string[] | undefined> => (await mapSeen(deck))?.machines;

/** Waits until the map shows these machines and no other. */
const mapShows = (expected: readonly string[]): Promise<void> =>
  expect.poll(machines, { timeout: 15_000 }).toEqual(expected);

describe("the map", () => {
  it("follows the take from the start of the step, and the live cluster again when the shells are back", async () => {
    const live = await open();
    expect(live.join()).not.toMatch(/recorded/);
    await deck.press("PageDown");
    await deck.sees("main", /live one/);
    await deck.press("u");
    await mapShows(BEFORE);
    await deck.sees("main", /recorded one ends/);
    await mapShows(AFTER_ONE);

    // What becomes of the live cluster is nobody's business now.
    const answers = await recordedAnswers("fleet", "running");
    await api.close();
    await deck.press("PageDown");
    await deck.sees("main", /recorded two ends/);
    await mapShows(AFTER_TWO);
    expect(await deck.page.locator(".map.shown").innerText()).not.toMatch(/does not answer|silent/i);

    api.answerAs(answers);
    await api.listen();
    await deck.goesBackToLive("main");
    await mapShows(live);
  });

  it("goes along without a server too", async () => {
    await open();
    await deck.press("PageDown");
    await deck.sees("main", /live one/);
    await show.kill("SIGKILL");
    await deck.asks("main");
    await deck.press("u");
    await deck.sees("main", /recorded one ends/);
    await mapShows(AFTER_ONE);
    await deck.press("PageDown");
    await deck.sees("main", /recorded two ends/);
    await mapShows(AFTER_TWO);
  });
});
