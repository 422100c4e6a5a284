import type { Page } from "playwright-core";
// The type of `window.bench`, which the probe puts into every page.
import type {} from "../pages/probe.ts";

/** The prompt of every shell that is measured. */
export const PROMPT = "bench> ";

/** Waits for the shell's prompt at the cursor. */
export async function atPrompt(page: Page, withinMs = 30_000): Promise<void> {
  await page.waitForFunction(
    (prompt) => window.bench.about() !== null && window.bench.cursorLine() === prompt,
    PROMPT.trimEnd(),
    { timeout: withinMs },
  );
}

/** Types a command line without Enter and waits until the shell has shown all of it. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  const end = line.slice(-10);
  await page.waitForFunction((shown) => window.bench.cursorLine().endsWith(shown), end);
}

/** A first command, so that nothing is done for the first time while the clock runs. */
export async function warmUp(page: Page): Promise<void> {
  await atPrompt(page);
  await typeLine(page, "seq 300; clear");
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (prompt) => window.bench.cursorLine() === prompt && window.bench.lines()[0]?.trim() === prompt,
    PROMPT.trimEnd(),
  );
}
