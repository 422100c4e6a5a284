import type { Page } from "playwright-core";
import { FIRST_MS } from "../pages/replay.ts";
import type { LongTake } from "../long-take.ts";

/** In this order: forwards, then backwards. */
const legs = [
  { percent: 25, backwards: false },
  { percent: 50, backwards: false },
  { percent: 75, backwards: false },
  { percent: 95, backwards: false },
  { percent: 75, backwards: true },
  { percent: 50, backwards: true },
  { percent: 25, backwards: true },
] as const;

/** Each time a little elsewhere, so that nothing is found where it was left. Prime to the legs. */
const stepAsidePercent = 0.37;

export interface Seek {
  readonly percent: number;
  readonly backwards: boolean;
  readonly ms: number;
}

export interface SeekPlan {
  readonly moments: readonly { readonly percent: number; readonly backwards: boolean; readonly ms: number }[];
  /** What is on the screen then, by moment. */
  readonly screens: ReadonlyMap<number, readonly string[]>;
}

export async function planSeeks(take: LongTake, repetitions: number): Promise<SeekPlan> {
  const moments = Array.from({ length: repetitions * legs.length }, (_, index) => {
    const leg = legs[index % legs.length] ?? legs[0];
    const aside = ((index % 12) - 6) * stepAsidePercent;
    // Between two events, which are at whole milliseconds.
    return { ...leg, ms: Math.floor(((leg.percent + aside) / 100) * take.durationMs) + 0.5 };
  });
  return { moments, screens: await take.screensAt([FIRST_MS, ...moments.map(({ ms }) => ms)]) };
}

/** Between two seeks, as a hand rests: kuroko draws the scrollback then, which is no part of a seek but its price. */
const REST_MS = 200;

export interface ReplayFigures {
  readonly firstMs: number;
  readonly seeks: readonly Seek[];
}

/** Opens a player's page and seeks in it; waits a moment in between, as a hand would. */
export async function measureReplay(page: Page, address: string, plan: SeekPlan): Promise<ReplayFigures> {
  const first = plan.screens.get(FIRST_MS) ?? [];
  await page.addInitScript((screens) => (window.firstScreens = screens), first);
  await page.goto(address);
  await page.waitForFunction(() => "replay" in window);
  const firstMs = await page.evaluate(() => window.replay.first());
  const seeks: Seek[] = [];
  for (const { percent, backwards, ms } of plan.moments) {
    await page.waitForTimeout(REST_MS);
    const expected = plan.screens.get(ms) ?? [];
    const took = await page.evaluate(([to, screens]) => window.replay.seek(to, screens), [
      ms,
      expected,
    ] as const);
    seeks.push({ percent, backwards, ms: took });
  }
  return { firstMs, seeks };
}
