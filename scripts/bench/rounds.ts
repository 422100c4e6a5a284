import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { sentenceOf } from "../cli/errors.ts";
import { measureAudience } from "./audience-rounds.ts";
import { withPage } from "./browser.ts";
import type { Kind } from "./files.ts";
import { makeLongTake } from "./long-take.ts";
import { measureMaps } from "./map-rounds.ts";
import { expectedLines, firstDifference } from "./measure/exact.ts";
import { measureCat, measureYes } from "./measure/flood.ts";
import { measureReplay, planSeeks, type SeekPlan } from "./measure/seek.ts";
import { readTake, runStep } from "./measure/take.ts";
import { measureTyping } from "./measure/typing.ts";
import { watchMemory } from "./memory.ts";
import type { BenchOptions } from "./options.ts";
import { kuroko } from "./peers/kuroko.ts";
import type { Peer, RunningPeer, Setting } from "./peers/peer.ts";
import { plain } from "./peers/plain.ts";
import { wetty } from "./peers/wetty.ts";
import { players, type PlayerName, type Sample } from "./samples.ts";
import { serveFolder } from "./serve-folder.ts";
import { measureUnderstudy } from "./understudy-rounds.ts";
import type { Workshop } from "./workshop.ts";

export interface Rounds {
  readonly samples: readonly Sample[];
  readonly failures: readonly string[];
}

/** Measures everything that was asked for, the peers in turn, each time in another order. */
export async function runRounds(
  options: BenchOptions,
  workshop: Workshop,
  say: (text: string) => void,
): Promise<Rounds> {
  const samples: Sample[] = [];
  const failures: string[] = [];
  const attempt = async (what: string, measure: () => Promise<Sample>): Promise<void> => {
    say(what);
    try {
      samples.push(await measure());
    } catch (error) {
      failures.push(`${what}: ${sentenceOf(error)}`);
      say(`  failed: ${sentenceOf(error)}`);
    }
  };
  const wants = (test: BenchOptions["tests"][number]): boolean => options.tests.includes(test);
  const { load } = options;
  const stand = await openStand(workshop);
  const expected = {
    plain: wants("cat") ? await expectedLines(workshop.files.plain) : [],
    colour: wants("cat") ? await expectedLines(workshop.files.colour) : [],
  };
  const cat = async (page: Page, kind: Kind) => {
    const { lines, ...figures } = await measureCat(page, workshop.files[kind]);
    return { ...figures, kind, difference: firstDifference(lines, expected[kind]) };
  };

  for (let round = 1; round <= options.rounds; round++) {
    for (const peer of turned([kuroko, plain, wetty], round)) {
      const label = (test: string): string => `round ${round}: ${test}, ${peer.name}`;
      const common = { peer: peer.name, round } as const;
      if (wants("typing"))
        await attempt(label("typing"), async () => {
          const { found, memoryBytes } = await stand.with(peer, (page) => measureTyping(page, load.keys));
          return { test: "typing", ...common, memoryBytes, keys: found };
        });
      for (const kind of wants("cat") ? (["plain", "colour"] as const) : [])
        await attempt(label(`cat of ${kind} text`), async () => {
          const { found, memoryBytes } = await stand.with(peer, (page) => cat(page, kind));
          return { test: "cat", ...common, memoryBytes, ...found };
        });
      if (wants("yes"))
        await attempt(label("yes and Ctrl-C"), async () => {
          const { found, memoryBytes } = await stand.with(peer, (page) => measureYes(page, load.yesMs));
          return { test: "yes", ...common, memoryBytes, ms: found };
        });
    }
  }
  if (wants("cat"))
    await attempt("the take of cat as a step", async () => {
      const { found, running } = await stand.with(kuroko, runStep);
      const take = await readTake(running.takes ?? "");
      const difference = firstDifference(found, expected.plain);
      return { test: "take", difference, outputBytes: options.load.fileBytes, ...take };
    });
  if (wants("seek")) await measurePlayers(options, workshop, say, attempt);
  if (wants("map")) await measureMaps(options, workshop, attempt);
  if (wants("audience")) await measureAudience(options, attempt);
  if (wants("understudy")) await measureUnderstudy(options, workshop, say, attempt);
  return { samples, failures };
}

interface Stand {
  /** Starts the peer, opens it in a fresh page, measures, and ends all of it. */
  with<Found>(
    peer: Peer,
    measure: (page: Page) => Promise<Found>,
  ): Promise<{ found: Found; memoryBytes: number | null; running: RunningPeer }>;
}

async function openStand(workshop: Workshop): Promise<Stand> {
  const { browser, pages, installed, scratch, shell, env, files } = workshop;
  const setting: Setting = {
    shell,
    env,
    pages: pages.folder,
    installed,
    scratch,
    fontSize: 16,
    step: `cat ${files.plain}`,
  };
  // The peers get the type size that a pane has in the same window.
  const fontSize = await use(setting, kuroko, async (page) => {
    const about = await page.evaluate(() => window.bench.about());
    return about?.fontSize ?? setting.fontSize;
  });
  return { with: (peer, measure) => use({ ...setting, fontSize: fontSize.found }, peer, measure) };

  async function use<Found>(given: Setting, peer: Peer, measure: (page: Page) => Promise<Found>) {
    const running = await peer.start(given);
    try {
      return await withPage(browser, pages.probe, async (page) => {
        await running.open(page);
        await mustDrawAlike(page);
        const memory = await watchMemory(running.server.pid);
        try {
          const found = await measure(page);
          return { found, memoryBytes: await memory.stop(), running };
        } finally {
          await memory.stop();
        }
      });
    } finally {
      await running.server.stop();
    }
  }
}

/** A page that draws another screen, or in another way, must not be compared. */
async function mustDrawAlike(page: Page): Promise<void> {
  await page.waitForFunction(() => window.bench.about() !== null);
  const about = await page.evaluate(() => window.bench.about());
  if (about?.cols !== 80 || about.rows !== 24) throw new Error(`not 80x24: ${about?.cols}x${about?.rows}`);
  if (about.renderer !== "dom") throw new Error("the terminal is not drawn by the DOM renderer");
}

async function measurePlayers(
  { load, rounds }: BenchOptions,
  { pages, scratch, browser }: Workshop,
  say: (text: string) => void,
  attempt: (what: string, measure: () => Promise<Sample>) => Promise<void>,
): Promise<void> {
  say("Making the long cast …");
  const plan = await planSeeks(await makeLongTake(pages.folder, scratch, load.cast), load.seekRepetitions);
  const server = createServer(serveFolder(pages.folder));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const player of turned(players, round)) {
        await attempt(`round ${round}: seeks, ${player}`, () =>
          seeksOf(player, origin + paths[player], round, plan),
        );
      }
    }
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async function seeksOf(
    player: PlayerName,
    address: string,
    round: number,
    plan: SeekPlan,
  ): Promise<Sample> {
    const found = await withPage(browser, pages.probe, (page) => measureReplay(page, address, plan));
    return { test: "seek", player, round, ...found };
  }
}

const paths: Readonly<Record<PlayerName, string>> = {
  kuroko: "/recorded/index.html",
  asciinema: "/asciinema/index.html",
  "asciinema segmented": "/asciinema/index.html?segmented",
};

/** The same, beginning with another one each round. */
function turned<Item>(items: readonly Item[], round: number): Item[] {
  const first = (round - 1) % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
