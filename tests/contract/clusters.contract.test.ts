import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadClusters } from "#server/adapters/clusters/index.ts";
import type { Disposable } from "#server/app/ports.ts";

import { eventually } from "../support/eventually.ts";
import { HeardCluster, summary } from "../support/heard-cluster.ts";
import { recordedAnswers, SocketApi, type Recorded, type Reply } from "../support/socket-api.ts";
import { clusterCases } from "./cluster-cases.ts";

const adapters = [...(await loadClusters()).values()];

it("has a case for every adapter that is found", () => {
  expect(adapters.map(({ source }) => source).sort()).toEqual(Object.keys(clusterCases).sort());
});

for (const adapter of adapters) {
  const { source } = adapter;
  const known = clusterCases[source];
  if (!known) continue;

  const because = typeof known.missing === "string" ? ` (skipped: ${known.missing})` : "";
  describe.skipIf(because !== "")(`the ${source} adapter${because}`, () => {
    let api: SocketApi;
    let heard: HeardCluster;
    let watching: Disposable;

    beforeEach(async () => {
      api = await SocketApi.make();
      heard = new HeardCluster();
    });
    afterEach(async () => {
      watching.dispose();
      await api[Symbol.asyncDispose]();
    });

    const watch = (): void => {
      watching = adapter.watch(known.request(api), heard);
    };
    const recorded = (name: string): Promise<Recorded> => recordedAnswers(source, name);
    /** All as in the first recording but for the one path. */
    const spoilt = async (reply: Reply): Promise<void> => {
      const { answers } = await recorded(known.first);
      api.answer((url) => {
        if (known.streams?.test(url)) return "stream";
        return url.startsWith(known.path) ? reply : { json: answers[url] };
      });
    };
    const mended = async (): Promise<void> => {
      api.answerAs(await recorded(known.first), known.streams);
      await eventually(() => heard.isHeard);
    };

    it.each(Object.entries(known.moments))("reads what was recorded: %s", async (name, says) => {
      api.answerAs(await recorded(name), known.streams);
      await api.listen();
      watch();
      await eventually(() => heard.isHeard);
      expect(heard.last && summary(heard.last)).toEqual([...says].sort());
      expect(heard.silences).toEqual([]);
    });

    it("tells what has changed, and reads no more than twice a second", async () => {
      api.answerAs(await recorded(known.first), known.streams);
      await api.listen();
      watch();
      await eventually(() => heard.readings.length >= 2);
      api.answerAs(await recorded(known.second), known.streams);
      const before = JSON.stringify(heard.last);
      known.tell?.(api, await recorded(known.second));
      await eventually(() => JSON.stringify(heard.last) !== before && heard.readings.length >= 4);
      const gaps = heard.readings.slice(1).map(({ at }, index) => at - (heard.readings[index]?.at ?? 0));
      // The first answer may have been slow.
      expect(gaps.slice(1).reduce((sum, gap) => sum + gap, 0) / (gaps.length - 1)).toBeGreaterThan(400);
    });

    it.each<[string, Reply, RegExp]>([
      ["refuses", { status: 500, text: `{"message":"out of order"}` }, /answers 500: out of order/],
      ["answers half", "cut", /broke off in the middle of an answer/],
      ["answers no JSON", { status: 200, text: "<html>" }, /is not JSON/],
      ["answers something else", { json: [{ ID: 3 }] }, /does not answer as/],
      ["does not answer", "hang", /has not answered for 3 s/],
    ])("is silent while the API %s, says why, and reads on when it is mended", async (_what, reply, why) => {
      await spoilt(reply);
      await api.listen();
      watch();
      const begun = performance.now();
      await eventually(() => heard.silences.length > 0);
      expect(performance.now() - begun).toBeLessThan(4500);
      expect(heard.silences[0]).toMatch(known.trouble ?? why);
      expect(heard.silences[0]).toMatch(/[.?]$/);
      expect(heard.readings).toEqual([]);
      await mended();
    });

    it("says what to do while nobody listens, and reads when somebody does", async () => {
      watch();
      await eventually(() => heard.silences.length > 1);
      expect(heard.silences[0]).toMatch(known.trouble ?? /There is no socket .* Start the daemon/);
      await api.listen();
      await mended();
    });

    it("goes on when the server was restarted", async () => {
      api.answerAs(await recorded(known.first), known.streams);
      await api.listen();
      watch();
      await eventually(() => heard.isHeard);
      await api.close();
      await eventually(() => heard.silences.length > 0);
      await api.listen();
      await eventually(() => heard.isHeard);
    });

    it("says nothing and leaves no connection when it is disposed of", async () => {
      api.answerAs(await recorded(known.first), known.streams);
      await api.listen();
      watch();
      await eventually(() => heard.isHeard);
      expect(api.connections).toBeGreaterThan(0);
      watching.dispose();
      watching.dispose();
      const told = heard.readings.length + heard.silences.length;
      await eventually(() => api.connections === 0);
      expect(heard.readings.length + heard.silences.length).toBe(told);
    });

    it("never throws, whatever the API answers", async () => {
      const answers: unknown[] = [null, 1, "x", [], {}, [null], [{}], { machines: {} }, { message: 1 }];
      let turn = 0;
      api.answer((url) => (known.streams?.test(url) ? "stream" : { json: answers[turn++ % answers.length] }));
      await api.listen();
      watch();
      await eventually(() => api.asked.length > answers.length);
      await mended();
    });
  });
}
