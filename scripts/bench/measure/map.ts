import type { Browser, Page } from "playwright-core";
import { CROWD } from "../pages/map/frames.ts";

const warmUpMs = 3_000;

export interface MapFigures {
  /** Milliseconds from frame to frame while things happen. */
  readonly framesMs: readonly number[];
  /** Of one core, over all processes of the browser, in percent. */
  readonly busyPercent: number;
  /** The same with nothing happening, and nobody counting frames. */
  readonly idlePercent: number;
}

/** Opens the page with 50 machines and 500 units, lets 20 things happen in a second, then nothing. */
export async function measureMap(
  browser: Browser,
  page: Page,
  address: string,
  { busyMs, idleMs }: { readonly busyMs: number; readonly idleMs: number },
): Promise<MapFigures> {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(address);
  await page.waitForFunction(() => "measureMap" in window);
  await run(page, warmUpMs);
  const busy = await cpuPercent(browser, async () => run(page, busyMs));
  // The last motion ends.
  await page.waitForFunction(() => document.getAnimations().length === 0);
  const idle = await cpuPercent(browser, async () => page.waitForTimeout(idleMs));
  return { framesMs: busy.found, busyPercent: busy.percent, idlePercent: idle.percent };
}

function run(page: Page, ms: number): Promise<number[]> {
  return page.evaluate(([time, perSecond]) => window.measureMap(time, perSecond), [
    ms,
    CROWD.changesPerSecond,
  ] as const);
}

/** The part of the DevTools protocol's answer that is read here. */
interface ProcessInfo {
  readonly processInfo: readonly { /** Seconds. */ readonly cpuTime: number }[];
}

async function cpuPercent<Found>(
  browser: Browser,
  work: () => Promise<Found>,
): Promise<{ found: Found; percent: number }> {
  const session = await browser.newBrowserCDPSession();
  const cpuSeconds = async (): Promise<number> => {
    const { processInfo }: ProcessInfo = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const [before, startedAt] = [await cpuSeconds(), performance.now()];
  const found = await work();
  const percent = (100_000 * ((await cpuSeconds()) - before)) / (performance.now() - startedAt);
  await session.detach();
  return { found, percent };
}
