import type { Page } from "playwright-core";
import { LAST_LINE } from "../files.ts";
import { atPrompt, PROMPT, typeLine, warmUp } from "./terminal.ts";

const floodWithinMs = 120_000;
const promptWithinMs = 60_000;
export const settledAfterMs = 500;

export interface CatFigures {
  readonly ms: number;
  readonly longestGapMs: number;
  /** Screen and scrollback afterwards. */
  readonly lines: readonly string[];
}

/** `cat` of a file, from Enter until its last line is on the screen. */
export async function measureCat(page: Page, file: string): Promise<CatFigures> {
  await warmUp(page);
  await typeLine(page, `cat ${file}`);
  await page.evaluate((last) => window.bench.watchFlood(last), LAST_LINE);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.bench.flood() !== null, null, {
    timeout: floodWithinMs,
    polling: 250,
  });
  const flood = await page.evaluate(() => window.bench.flood());
  if (!flood) throw new Error("the last line came and went");
  await atPrompt(page, promptWithinMs);
  // A window that was given screens gets its scrollback when the flood has passed.
  await page.waitForTimeout(settledAfterMs);
  return { ...flood, lines: await page.evaluate(() => window.bench.lines()) };
}

/** `yes` for a while, then Ctrl-C: milliseconds until the prompt is back on the screen. */
export async function measureYes(page: Page, forMs: number): Promise<number> {
  await warmUp(page);
  await typeLine(page, "yes");
  await page.keyboard.press("Enter");
  await new Promise((resolve) => setTimeout(resolve, forMs));
  await page.evaluate((prompt) => window.bench.watchPrompt(prompt), PROMPT);
  await page.keyboard.press("Control+c");
  await page.waitForFunction(() => window.bench.promptMs() !== null, null, {
    timeout: promptWithinMs,
    polling: 100,
  });
  return (await page.evaluate(() => window.bench.promptMs())) ?? NaN;
}
