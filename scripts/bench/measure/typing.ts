import type { Page } from "playwright-core";
import type { KeyTimes } from "../pages/probe.ts";
import { typeLine, warmUp } from "./terminal.ts";

const patienceMs = 5_000;
/** Uneven, so that keys do not keep step with the screen's frames. */
const pausesMs = [17, 29, 23, 41, 31, 19, 37];

/** Types `count` keys one at a time into `cat`, each when the last one is on the screen. */
export async function measureTyping(page: Page, count: number): Promise<KeyTimes[]> {
  let heard: (() => void) | null = null;
  await page.exposeFunction("benchShown", () => heard?.());
  await warmUp(page);
  await typeLine(page, "cat");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.bench.cursorLine() === "");
  await page.evaluate(() => window.bench.watchKeys());
  for (let typed = 0; typed < count; typed++) {
    const shown = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`key ${typed + 1} was not shown`)), patienceMs);
      heard = () => {
        clearTimeout(late);
        resolve();
      };
    });
    await page.keyboard.press(String.fromCharCode(97 + (typed % 26)));
    await shown;
    await new Promise((resolve) => setTimeout(resolve, pausesMs[typed % pausesMs.length]));
  }
  return page.evaluate(() => window.bench.keys());
}
