import { afterEach, beforeEach, expect, it } from "vitest";

import { cluster as swarm } from "#server/adapters/clusters/swarm.ts";
import type { Disposable } from "#server/app/ports.ts";

import { eventually } from "../support/eventually.ts";
import { HeardCluster } from "../support/heard-cluster.ts";
import { recordedAnswers, SocketApi } from "../support/socket-api.ts";
import { swarmCase } from "./clusters/swarm.ts";

let api: SocketApi;
let heard: HeardCluster;
let watching: Disposable;

beforeEach(async () => {
  api = await SocketApi.make();
  heard = new HeardCluster();
  // All of it runs: it is asked every two seconds.
  api.answerAs(await recordedAnswers("swarm", "running"), swarmCase.streams);
  await api.listen();
  watching = swarm.watch(swarmCase.request(api), heard);
  await eventually(() => api.asked.some((url) => url.startsWith("/events")));
});
afterEach(async () => {
  watching.dispose();
  await api[Symbol.asyncDispose]();
});

/** Milliseconds between the newest two readings. */
function lastGap(): number {
  const [before, after] = heard.readings.slice(-2);
  return before && after ? after.at - before.at : NaN;
}

it("a swarm that stands still is asked every two seconds, and half a second after the last time at an event", async () => {
  await eventually(() => heard.readings.length === 2);
  expect(lastGap()).toBeGreaterThan(1700);
  api.say({ Type: "service", Action: "update" });
  await eventually(() => heard.readings.length === 3);
  expect(lastGap()).toBeLessThan(1200);
});

it("an event that comes while it is asked is not lost", async () => {
  const running = await recordedAnswers("swarm", "running");
  let told = false;
  api.answer((url) => {
    if (swarmCase.streams?.test(url)) return "stream";
    if (!told && url === "/tasks") api.say({ Type: "service", Action: "update" });
    told ||= url === "/tasks";
    return { json: running.answers[url] };
  });
  await eventually(() => told && heard.readings.length === 3);
  expect(lastGap()).toBeLessThan(1200);
});
