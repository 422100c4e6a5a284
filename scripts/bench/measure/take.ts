import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { TakeManifest } from "#core/takes/manifest.ts";
import { settledAfterMs } from "./flood.ts";
import { atPrompt } from "./terminal.ts";

const stepWithinMs = 120_000;

/** Runs the talk's step by the next-key. Screen and scrollback afterwards. */
export async function runStep(page: Page): Promise<string[]> {
  await atPrompt(page);
  await page.keyboard.press("Control+Shift+K");
  await page.keyboard.press("PageDown");
  await page.locator(".pane-step[data-at=done]").waitFor({ timeout: stepWithinMs });
  await atPrompt(page, stepWithinMs);
  await page.waitForTimeout(settledAfterMs);
  return page.evaluate(() => window.bench.lines());
}

/** What the take in `takes` says of its one step; the server that recorded it has ended. */
export async function readTake(
  takes: string,
): Promise<{ readonly castBytes: number; readonly keptScreensAfterMs: number | null }> {
  const [name = ""] = await readdir(takes);
  const manifest = JSON.parse(await readFile(join(takes, name, "take.json"), "utf8")) as TakeManifest;
  const [pane] = manifest.panes;
  const [step] = manifest.steps;
  if (!pane || step?.outcome !== "done") throw new Error("the take has no finished step");
  const { size } = await stat(join(takes, name, pane.file));
  return { castBytes: size, keptScreensAfterMs: step.keptScreensAfterMs ?? null };
}
