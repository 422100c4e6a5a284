import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { driveTalk, stepShown } from "../support/drive-talk.ts";
import { LiveDeck } from "../support/live-deck.ts";
import { mapSeen, sightOf, type MapSight, type Sight } from "./sight.ts";
import type { Stand } from "./talk-on-lab.ts";

/**
 * What has to hold when a step is over, by the step's id. The talk waits until it does, so that the cluster has come
 * to rest: none for a step whose effect the next one is to watch.
 */
export type Checks = Readonly<Record<string, (deck: LiveDeck) => Promise<void>>>;

/** Minutes on a quiet machine; much more where other things run beside it. */
export const talkTimeoutMs = 900_000;
/** Longer than any step of the bundled talks may take. */
const patienceMs = 240_000;
const drawnWithinMs = 60_000;

/** Opens a deck on the stand, and closes both in the end. */
export async function onStage(
  browser: Browser,
  stand: Stand,
  play: (deck: LiveDeck) => Promise<void>,
): Promise<void> {
  await using stage = stand;
  const deck = await LiveDeck.open(browser, stage);
  try {
    deck.page.setDefaultTimeout(drawnWithinMs);
    await play(deck);
  } finally {
    await deck.close();
  }
}

/** Runs the talk from its first slide to its last; what the room saw after each step. Every step has to be done. */
export async function performLive(deck: LiveDeck, checks: Checks): Promise<ReadonlyMap<string, Sight>> {
  const sights = new Map<string, Sight>();
  await driveTalk(deck, {
    patienceMs,
    onStep: async ({ step, pane, at, words }) => {
      if (at !== "done") throw new Error(`${step}: ${words}\n${await deck.screen(pane)}`);
      await checks[step]?.(deck);
      sights.set(step, await sightOf(deck));
    },
  });
  expect([...sights.keys()], "the steps of the talk").toEqual(expect.arrayContaining(Object.keys(checks)));
  return sights;
}

/**
 * Walks through the replay and back: after each step the panes are what they were live, and the map what was recorded.
 * @param early steps that were over before their slide came. They were recorded in the size that a pane has which
 * nobody sees; live, the room saw them in the slide's size.
 */
export async function expectReplay(
  deck: LiveDeck,
  sights: ReadonlyMap<string, Sight>,
  maps: ReadonlyMap<string, MapSight>,
  early: readonly string[] = [],
): Promise<void> {
  const isAsItWas = async (step: string): Promise<void> => {
    const { panes, map } = sights.get(step) ?? { panes: {}, map: null };
    for (const [pane, picture] of Object.entries(panes)) {
      if (early.includes(step)) await showsInAnySize(deck, pane, picture);
      else await deck.shows(pane, picture);
    }
    await expect
      .poll(() => mapSeen(deck), { timeout: drawnWithinMs, message: `the map after "${step}"` })
      .toEqual(map === null ? null : maps.get(step));
    const notMarked = deck.page.locator(".shown .pane-source:not([hidden], [data-kind=recorded])");
    expect(await notMarked.count()).toBe(0);
  };
  const driven = await driveTalk(deck, { patienceMs, hurry: true, onStep: ({ step }) => isAsItWas(step) });
  expect(driven.map(({ step, at }) => `${step} ${at}`)).toEqual(
    [...sights.keys()].map((step) => `${step} done`),
  );
  for (const { step } of driven.reverse()) {
    await goBackTo(deck, step);
    await isAsItWas(step);
  }
}

/** Many more than there are fragments between two steps of a talk. */
const MOST_PRESSES = 50;

async function goBackTo(deck: LiveDeck, step: string): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    if ((await stepShown(deck)) === step) return;
    await deck.press("PageUp");
  }
  throw new Error(`the way back does not lead over "${step}"`);
}

/** A larger screen shows the same text, wrapped elsewhere, and more of what came before. */
async function showsInAnySize(deck: LiveDeck, pane: string, picture: string): Promise<void> {
  const flowing = (text: string): string => text.replace(/\ncursor in row.*$/, "").replace(/\s/g, "");
  await expect
    .poll(async () => flowing(await deck.screen(pane)).endsWith(flowing(picture)), { timeout: drawnWithinMs })
    .toBe(true);
}

/** Waits until the room sees on the map what the cluster's own tools say, and that this is `wanted`. */
export async function mapAgrees(
  deck: LiveDeck,
  ask: () => Promise<MapSight>,
  wanted: (told: MapSight) => unknown,
  is: unknown,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const [map, told] = await Promise.all([mapSeen(deck), ask()]);
        return { is: wanted(told), onlyOnTheMap: without(map, told), notOnTheMap: without(told, map) };
      },
      { timeout: 120_000, interval: 500 },
    )
    .toEqual({ is, onlyOnTheMap: [], notOnTheMap: [] });
}

function without(these: MapSight | null, those: MapSight | null): string[] {
  const known = new Set(linesOf(those));
  return linesOf(these).filter((line) => !known.has(line));
}

function linesOf(sight: MapSight | null): string[] {
  return [...(sight?.machines ?? []), ...(sight?.units ?? [])];
}
