import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dockerLines } from "../../scripts/lab/docker.ts";
import { fleetFolder, labTimeoutMs, whyNoLab } from "../support/lab.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { versionsOf } from "./lab/answers.ts";
import { fleetTold, placesIn, registered } from "./lab/fleet.ts";
import {
  expectReplay,
  mapAgrees,
  onStage,
  performLive,
  talkTimeoutMs,
  type Checks,
} from "./lab/performance.ts";
import { recordedMaps } from "./lab/recorded-maps.ts";
import { mapSeen, type MapSight, type Sight } from "./lab/sight.ts";
import { talkOnLab, type TalkOnLab } from "./lab/talk-on-lab.ts";
import type { LiveDeck } from "./support/live-deck.ts";

const missing = fleetFolder === null ? "KUROKO_FLEET_DIR is not set" : await whyNoLab();
const because = missing === null ? "" : ` (skipped: ${missing})`;

describe.skipIf(missing !== null)(
  `the CoreOS talk with real fleet${because}`,
  { timeout: talkTimeoutMs },
  () => {
    let browser: Browser;
    let talk: TalkOnLab;
    let sights: ReadonlyMap<string, Sight>;
    let maps: ReadonlyMap<string, MapSight>;

    beforeAll(async () => {
      browser = await openBrowser();
      talk = await talkOnLab("coreos-docker", { empty: true });
    }, labTimeoutMs);
    afterAll(async () => {
      await talk[Symbol.asyncDispose]();
      await browser.close();
    }, labTimeoutMs);

    const loadBalancer = async () => (await talk.lab.outputs()).load_balancer;
    const machinesInDocker = async () =>
      (await dockerLines(["ps", "--filter", `label=kuroko.lab=${talk.lab.id}`, "--format", "{{.Names}}"]))
        .map((name) => name.slice(talk.lab.id.length + 1))
        .filter((name) => name !== "registry")
        .sort();
    /** The map shows what fleet says, which is that these machines are there, and these units, wherever they are. */
    const agrees = (
      deck: LiveDeck,
      machines: readonly string[],
      units: readonly string[],
      lost: string[] = [],
    ) =>
      mapAgrees(
        deck,
        () => fleetTold(talk.lab, lost),
        (told) => ({ machines: told.machines, units: Object.keys(placesIn(told)).sort() }),
        {
          machines: [...machines.map((name) => `${name} up`), ...lost.map((name) => `${name} lost`)].sort(),
          units,
        },
      );
    const three = ["lb", "web1", "web2"];
    const pair = (port: number) => [`discovery@${port}`, `web@${port}`];
    const all = [...pair(8888), "lb", ...pair(9999)].sort();

    /** The sidekicks of these ports, each beside its web server, have registered it where it is. */
    async function areRegistered(...ports: number[]): Promise<Record<string, string>> {
      const places = placesIn(await fleetTold(talk.lab));
      const { machines } = await talk.lab.outputs();
      const wanted: Record<string, string> = {};
      for (const port of ports) {
        const machine = places[`web@${port}`] ?? "no machine";
        expect(places[`discovery@${port}`]).toBe(machine);
        wanted[`${machine}-${port}`] = `${machines[machine]?.address ?? "no address"}:${port}`;
      }
      await expect.poll(() => registered(talk.lab), { timeout: 60_000 }).toEqual(wanted);
      return places;
    }

    it("runs live: all eight points of the demo, with map, fleet, etcd and load balancer at one", async () => {
      let balancer = "";
      let before: Record<string, string> = {};
      const containerOfLb = () => talk.lab.ask("lb", "docker ps --quiet --no-trunc --filter name=lb");
      const checks: Checks = {
        // 1: by hand, on one machine.
        "static-curl": async () => {
          const placed = await talk.lab.ask(
            "web1",
            "docker ps --format '{{.Names}} {{.Image}}' --filter name=static",
          );
          expect(placed.split("\n").sort()).toEqual([
            "static-1 registry.lab:5000/web:1",
            "static-2 registry.lab:5000/web:2",
          ]);
        },
        // 2: what was begun with the talk has made three machines.
        apply: async (deck) => {
          expect(await machinesInDocker()).toEqual(three);
          await agrees(deck, three, []);
        },
        // 3
        machines: (deck) => agrees(deck, three, []),
        // 4: fleet has picked one of the web machines.
        "registered-first": async (deck) => {
          await agrees(deck, three, pair(8888));
          expect((await areRegistered(8888))["web@8888"]).toMatch(/^web[12]$/);
        },
        // 5
        "curl-lb": async (deck) => {
          await agrees(deck, three, [...pair(8888), "lb"].sort());
          expect(await versionsOf(await loadBalancer(), 4)).toEqual(["1"]);
          balancer = await containerOfLb();
        },
        // 6: the other machine; and nobody has touched the load balancer.
        "curl-both": async (deck) => {
          await agrees(deck, three, all);
          before = await areRegistered(8888, 9999);
          expect([before["web@8888"], before["web@9999"]].sort()).toEqual(["web1", "web2"]);
          expect(await versionsOf(await loadBalancer(), 8)).toEqual(["1", "2"]);
          expect(await containerOfLb()).toBe(balancer);
        },
        // 7: one more machine, and one less.
        grow: (deck) => agrees(deck, [...three, "web3"], all),
        off: async () => expect(await machinesInDocker()).toEqual(["lb", "web2", "web3"]),
        "curl-healed": async (deck) => {
          await agrees(deck, ["lb", "web2", "web3"], all, ["web1"]);
          const now = await areRegistered(8888, 9999);
          const moved = Object.keys(before).filter((unit) => before[unit] === "web1");
          expect(now).toEqual({ ...before, ...Object.fromEntries(moved.map((unit) => [unit, "web3"])) });
          expect(await versionsOf(await loadBalancer(), 8)).toEqual(["1", "2"]);
          expect(await containerOfLb()).toBe(balancer);
        },
        // 8
        destroy: async (deck) => {
          expect(await machinesInDocker()).toEqual([]);
          await expect.poll(() => mapSeen(deck), { timeout: 60_000 }).toEqual({ machines: [], units: [] });
        },
      };
      await onStage(browser, await talk.openLive(), async (deck) => {
        sights = await performLive(deck, checks);
      });
    });

    it("is kept with its cluster, which outlives the lab", async () => {
      maps = await recordedMaps(await talk.keep());
      for (const step of [
        "machines",
        "registered-first",
        "curl-lb",
        "curl-both",
        "grow",
        "curl-healed",
        "destroy",
      ])
        expect(maps.get(step), step).toEqual(sights.get(step)?.map);
      await talk.lab.down();
      expect(
        await dockerLines(["ps", "--all", "--quiet", "--filter", `label=kuroko.lab=${talk.lab.id}`]),
      ).toEqual([]);
    });

    it("replays from kuroko's server with the lab gone", async () => {
      await onStage(browser, await talk.openRecorded(), (deck) =>
        expectReplay(deck, sights, maps, ["apply"]),
      );
    });

    it("replays from plain files with the lab gone", async () => {
      await onStage(browser, await talk.openBuilt(), (deck) => expectReplay(deck, sights, maps, ["apply"]));
    });
  },
);
