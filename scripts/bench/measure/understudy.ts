import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { learnedFrom } from "#core/compare/learn.ts";
import { seenAs } from "#core/compare/seen.ts";
import type { FarMachine } from "../far-machine.ts";
import { median } from "../statistics.ts";
import { firstOf } from "../understudy-show.ts";

const pane = ".pane.shown[data-pane=here]";

/** From the understudy's key, in the middle of each live step, until the first of its recording is drawn. */
export async function measureStepIn(
  page: Page,
  address: string,
  steps: readonly string[],
): Promise<readonly number[]> {
  await openDeck(page, address);
  const found: number[] = [];
  for (const step of steps) {
    await page.keyboard.press("PageDown");
    await drawn(page, `live ${step}`);
    await page.evaluate((text) => window.bench.watchText("u", text), firstOf(step));
    await page.keyboard.press("u");
    const ms = await page.waitForFunction(() => window.bench.textMs());
    found.push((await ms.jsonValue()) ?? NaN);
    await backToLive(page);
  }
  return found;
}

/** When it was seen that the link is cut: that the target is silent, and that it is given up. */
export interface LinkLoss {
  readonly noticedMs: number;
  readonly lostMs: number;
}

/** Pulls the far machine's cable in the middle of a step. */
export async function measureLinkLoss(page: Page, address: string, far: FarMachine): Promise<LinkLoss> {
  await openDeck(page, address);
  await page.keyboard.press("PageDown");
  await drawn(page, "live step1");
  far.cut();
  const cutAt = performance.now();
  try {
    await page.waitForSelector(`${pane} .pane-ask:not([hidden])`);
    const noticedMs = performance.now() - cutAt;
    await page.waitForSelector(`${pane}[data-at=lost]`);
    return { noticedMs, lostMs: performance.now() - cutAt };
  } finally {
    far.mend();
  }
}

/** Median of `times` comparisons of a step's output with what it printed before, each from the raw text on. */
export function measureCompare(times: number): { readonly linesMs: number; readonly most64KiBMs: number } {
  return { linesMs: timeOf(outputOf(40), times), most64KiBMs: timeOf(outputOf(64 * 1024), times) };
}

function timeOf(output: (turn: number) => string, times: number): number {
  const learned = learnedFrom({ text: output(0), whole: true }, { ignore: [] });
  const found = Array.from({ length: times }, (_, turn) => {
    const text = output(turn + 1);
    const from = performance.now();
    const seen = seenAs(learned, learnedFrom({ text, whole: true }, { ignore: [] }), "in order");
    const ms = performance.now() - from;
    if (seen.as !== "same") throw new Error(`the outputs differ: ${JSON.stringify(seen)}`);
    return ms;
  });
  return median(found);
}

/** Lines as `docker ps` prints them, with other ids and times of one width each turn: of few lines, or of as many characters. */
function outputOf(size: number): (turn: number) => string {
  return (turn) => {
    const line = (n: number): string => {
      const hex = (0x1a2b3c4d5e6f + n * 7919 + turn * 104729).toString(16).padStart(12, "0").slice(0, 12);
      return `${hex}   registry.lab:5000/web:1   "nginx -g daemon"   ${10 + (turn % 90)} seconds ago   web.${n}\r\n`;
    };
    const count = size <= 1000 ? size : Math.floor(size / line(0).length) - 1;
    return Array.from({ length: count }, (_, n) => line(n)).join("");
  };
}

async function openDeck(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector(`${pane}[data-at=open]`);
  await drawn(page, "live>");
  // Fetched ahead, quietly, some seconds after the page is there: as it is in a talk.
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes(".seg")),
  );
}

async function drawn(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => window.bench.shows(wanted), text);
}

const backWithinMs = 10_000;

/** When the recorded step and the one that goes on behind it are both over. */
async function backToLive(page: Page): Promise<void> {
  const endAt = performance.now() + backWithinMs;
  while ((await page.locator(pane).getAttribute("data-origin")) !== "live") {
    if (performance.now() > endAt) throw new Error("the way back to live did not open");
    await page.keyboard.press("L");
    await wait(100);
  }
  await page.waitForFunction(() => window.bench.cursorLine() === "live>");
}
