import { afterEach, beforeEach, expect, it } from "vitest";

import { cluster as fleet } from "#server/adapters/clusters/fleet.ts";
import type { Disposable } from "#server/app/ports.ts";

import { eventually } from "../support/eventually.ts";
import { HeardCluster } from "../support/heard-cluster.ts";
import { recordedAnswers, SocketApi, type Recorded, type Reply } from "../support/socket-api.ts";
import { fleetCase } from "./clusters/fleet.ts";

/** Recorded from fleet 1.0.0 with 230 more units: three pages of units and three of states. */
let pages: Recorded;
let api: SocketApi;
let heard: HeardCluster;
let watching: Disposable | null;

beforeEach(async () => {
  pages = await recordedAnswers("fleet", "pages");
  api = await SocketApi.make();
  heard = new HeardCluster();
  watching = null;
});
afterEach(async () => {
  watching?.dispose();
  await api[Symbol.asyncDispose]();
});

/** The recorded paths are as fleet's tokens are; in a query their `=` is written otherwise. */
const answerOf = (url: string): Reply => ({ json: pages.answers[decodeURIComponent(url)] });

async function watch(): Promise<void> {
  await api.listen();
  watching = fleet.watch(fleetCase.request(api), heard);
}

it("all pages of fleet's answers are one reading, and each is asked for once", async () => {
  api.answer(answerOf);
  await watch();
  await eventually(() => heard.isHeard);
  const asked = api.asked.slice(0, Object.keys(pages.answers).length).map(decodeURIComponent);
  expect([...asked].sort()).toEqual(Object.keys(pages.answers).sort());
  const names = heard.last?.units.map(({ name }) => name) ?? [];
  const extra = Array.from({ length: 230 }, (_, index) => `page-${index + 1}.service`);
  expect(names.filter((name) => name.startsWith("page-")).sort()).toEqual(extra.sort());
  // One of each page's last: what is only on the third page is there too.
  expect(names).toEqual(expect.arrayContaining(["lb.service", "roam@4.service", "web@9999.service"]));
  expect(heard.last?.machines).toHaveLength(2);
  const loaded = heard.last?.units.filter(
    ({ active, desired }) => active === desired && active === "stopped",
  );
  expect(loaded).toHaveLength(230);
});

it("a page that does not come makes no reading of the others", async () => {
  api.answer((url) => (url.startsWith("/fleet/v1/state?") ? { status: 500, text: "" } : answerOf(url)));
  await watch();
  await eventually(() => heard.silences.length > 0);
  expect(heard.readings).toEqual([]);
  expect(heard.silences[0]).toMatch(/answers 500/);
});

it("a server that goes round in a circle is left", async () => {
  api.answer(() => ({ json: { nextPageToken: "again" } }));
  await watch();
  await eventually(() => heard.silences.length > 0);
  expect(heard.silences[0]).toMatch(/more than 200 pages/);
});
