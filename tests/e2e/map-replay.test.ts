import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ClusterChange, Machine, Unit } from "#core/cluster/model.ts";
import type { TimedChange } from "#core/cluster/timeline.ts";
import { unitId } from "#core/cluster/unit-id.ts";
import { id } from "#core/ids.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import type { Show } from "#server/main.ts";
import { run, writeTake } from "../support/made-take.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { serveFiles } from "../support/static-host.ts";
import { LiveDeck } from "./support/live-deck.ts";

const text = `---
title: A recorded cluster
targets: { here: { kind: local, shell: bash } }
panes: { main: { target: here, prompt: "main> " } }
cluster: { source: fleet, target: here }
---

# One

\`\`\`cluster-map
\`\`\`

\`\`\`terminal main
$ one
  id: one
  typing: off
$ two
  id: two
  typing: off
\`\`\`
`;

function machine(ms: number, name: string, state: Machine["state"]): TimedChange {
  const about = { id: id<"machine">(name), name, address: "10.0.0.1", labels: {}, state, since: ms };
  return [ms, { to: "machine", machine: about }];
}
function unit(ms: number, name: string, on: string, active: Unit["active"]): TimedChange {
  const where = id<"machine">(on);
  const about = { id: unitId(name, where), name, machine: where, active, since: ms };
  const change: ClusterChange = {
    to: "unit",
    unit: { ...about, desired: "running", sub: "", image: null },
  };
  return [ms, change];
}

/** The first step starts a unit, the second moves it to a machine that comes while the first is lost. */
const timeline: TimedChange[] = [
  [0, { to: "contact", contact: { at: "heard" } }],
  machine(0, "web1", "up"),
  unit(1500, "a.service", "web1", "starting"),
  unit(1800, "a.service", "web1", "running"),
  machine(3500, "web2", "up"),
  machine(3600, "web1", "lost"),
  [3700, { to: "unitGone", id: unitId("a.service", id("web1")) }],
  unit(3700, "a.service", "web2", "failed"),
];
/** What is seen before the first step, after it, and after the second. */
const moments = [
  ["web1 up"],
  ["web1 up", "web1/a.service running"],
  ["web1 lost", "web2 up", "web2/a.service failed"],
];

let browser: Browser;
let talk: TestTalk;
let replay: Show;

beforeAll(async () => {
  browser = await openBrowser();
  talk = await makeTalk({ "en.md": text });
  const pane = {
    pane: "main",
    events: [
      [500, "main> "],
      [1000, "one\r\n"],
      [2000, "did one\r\nmain> "],
      [3000, "two\r\n"],
      [4000, "did two\r\nmain> "],
    ] as const,
  };
  const steps = [run("one", "main", [1000, 1000, 2000]), run("two", "main", [3000, 3000, 4000])];
  await writeTake(join(talk.home, "understudies/probe"), [pane], steps, timeline);
  replay = await openShow(talk);
}, 60_000);
afterAll(async () => {
  await replay.close();
  await browser.close();
  await talk[Symbol.asyncDispose]();
});

/** Machines and units as they are drawn, with their states; what is on its way out is not counted. */
function drawn({ page }: LiveDeck): Promise<string[]> {
  return page.evaluate(() => {
    const of = (selector: string, key: "machine" | "unit"): string[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(
        ({ dataset }) => `${dataset[key] ?? ""} ${dataset.state ?? ""}`,
      );
    return [...of(".map-machine:not(.gone)", "machine"), ...of(".map-tile:not(.gone)", "unit")].sort();
  });
}

async function shows(deck: LiveDeck, moment: number): Promise<void> {
  await expect.poll(() => drawn(deck), { timeout: 10_000, interval: 50 }).toEqual(moments[moment]);
}

async function walk(deck: LiveDeck): Promise<void> {
  await shows(deck, 0);
  expect(await deck.page.locator(".map-bar .pane-source").getAttribute("data-kind")).toBe("recorded");
  for (const moment of [1, 2]) {
    await deck.press("PageDown");
    await deck.stepIs("main", "done");
    await shows(deck, moment);
  }
  await deck.press("PageUp");
  await shows(deck, 1);
  await deck.press("PageUp");
  await shows(deck, 0);
  await deck.press("PageDown");
  await shows(deck, 1);
  await deck.press("PageDown");
  await shows(deck, 2);
  const track = deck.page.locator(".pane[data-pane=main] [role=slider]");
  await track.press("Home");
  await shows(deck, 0);
  await track.press("End");
  await shows(deck, 2);
}

it("a recorded cluster shows at every moment what it was then, back and forth", async () => {
  const deck = await LiveDeck.open(browser, replay);
  await walk(deck);
  await deck.close();
});

it("and so it does in the static build", async () => {
  const out = join(talk.home, "site");
  const talks = [await readTalkFolder(talk.folder)];
  await buildStatic({ talks, understudies: join(talk.home, "understudies"), out });
  await using host = await serveFiles(out);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${host.site}/talks/probe/en.html`);
  const deck = new LiveDeck(page);
  await deck.ready();
  await walk(deck);
  await page.close();
}, 90_000);
