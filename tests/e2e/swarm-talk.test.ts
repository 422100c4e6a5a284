import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dockerLines } from "../../scripts/lab/docker.ts";
import { labTimeoutMs, whyNoLab } from "../support/lab.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { answerOf, Crowd, versionsOf } from "./lab/answers.ts";
import { playMachineOff } from "./lab/machine-off.ts";
import {
  expectReplay,
  mapAgrees,
  onStage,
  performLive,
  talkTimeoutMs,
  type Checks,
} from "./lab/performance.ts";
import { recordedMaps } from "./lab/recorded-maps.ts";
import type { MapSight, Sight } from "./lab/sight.ts";
import { swarmTold, tasksIn } from "./lab/swarm.ts";
import { talkOnLab, type TalkOnLab } from "./lab/talk-on-lab.ts";
import type { LiveDeck } from "./support/live-deck.ts";

const missing = await whyNoLab();
const because = missing === null ? "" : ` (skipped: ${missing})`;

describe.skipIf(missing !== null)(`the Swarm talk on the lab${because}`, { timeout: talkTimeoutMs }, () => {
  let browser: Browser;
  let talk: TalkOnLab;
  let loadBalancer: string;
  let sights: ReadonlyMap<string, Sight>;
  let maps: ReadonlyMap<string, MapSight>;

  beforeAll(async () => {
    browser = await openBrowser();
    talk = await talkOnLab("swarm-scaling", { fleet: false });
    loadBalancer = (await talk.lab.outputs()).load_balancer;
  }, labTimeoutMs);
  afterAll(async () => {
    await talk[Symbol.asyncDispose]();
    await browser.close();
  }, labTimeoutMs);

  /** The map shows what Docker says, which is that the machines are so, with these tasks. */
  const agrees = (deck: LiveDeck, machines: string[], by: "image" | "place", tasks: Record<string, number>) =>
    mapAgrees(
      deck,
      () => swarmTold(talk.lab),
      (told) => ({ machines: told.machines, tasks: tasksIn(told, by) }),
      { machines, tasks },
    );
  const allUp = ["lb up", "web1 up", "web2 up"];

  it("runs live, and after each step map, Docker and load balancer say the same", async () => {
    let crowd: Crowd | undefined;
    const checks: Checks = {
      answered: async (deck) => {
        await agrees(deck, allUp, "image", { "lb:1": 1, "web:1": 1 });
        expect(await versionsOf(loadBalancer, 3)).toEqual(["1"]);
      },
      "curl-scaled": async (deck) => {
        await agrees(deck, allUp, "place", { "lb lb:1": 1, "web1 web:1": 2, "web2 web:1": 2 });
        crowd = new Crowd(loadBalancer);
      },
      "curl-updated": async (deck) => {
        await agrees(deck, allUp, "image", { "lb:1": 1, "web:2": 4 });
        await expect.poll(() => versionsOf(loadBalancer, 8), { timeout: 20_000 }).toEqual(["2"]);
      },
      "curl-lost": async (deck) => {
        await agrees(deck, ["lb up", "web1 lost", "web2 up"], "place", { "lb lb:1": 1, "web2 web:2": 4 });
        expect(await versionsOf(loadBalancer, 8)).toEqual(["2"]);
      },
    };
    await onStage(browser, await talk.openLive(), async (deck) => {
      sights = await performLive(deck, checks);
    });
    crowd?.dispose();
    // Both versions, and nobody was ever turned away: not in the update, and not when a machine was lost.
    expect([...(crowd?.heard ?? [])].sort()).toEqual(["1", "2"]);
  });

  it("a machine is switched off in mid-step: asks, plays, and goes back to live when it is on again", async () => {
    await playMachineOff(browser, talk);
  });

  it("is kept with its cluster, which outlives the lab", async () => {
    maps = await recordedMaps(await talk.keep());
    for (const step of ["answered", "curl-scaled", "curl-updated", "curl-lost"])
      expect(maps.get(step), step).toEqual(sights.get(step)?.map);
    await talk.lab.down();
    expect(
      await dockerLines(["ps", "--all", "--quiet", "--filter", `label=kuroko.lab=${talk.lab.id}`]),
    ).toEqual([]);
    expect(await answerOf(loadBalancer)).toContain("no answer");
  });

  it("replays from kuroko's server with the lab gone", async () => {
    await onStage(browser, await talk.openRecorded(), (deck) => expectReplay(deck, sights, maps));
  });

  it("replays from plain files with the lab gone", async () => {
    await onStage(browser, await talk.openBuilt(), (deck) => expectReplay(deck, sights, maps));
  });
});
