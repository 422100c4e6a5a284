import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { kit } from "#server/adapters/site/kit.ts";
import { startShow, type Show } from "#server/main.ts";
import { openHeadless } from "./headless.ts";
import { parseShowFlags, showConfig } from "./show-options.ts";

interface Picture {
  readonly file: string;
  /** Page of the sample talk, with the slide's id. */
  readonly page: string;
  readonly width: number;
  readonly height: number;
  /** Steps that are played to their end before the picture is taken. */
  readonly steps: number;
}

const PICTURES: readonly Picture[] = [
  { file: "title.png", page: "en.html#/title", width: 1920, height: 1080, steps: 0 },
  { file: "step.png", page: "en.html#/hello", width: 1920, height: 1080, steps: 2 },
  { file: "phone.png", page: "ja.html#/hello", width: 390, height: 844, steps: 2 },
];

/** Takes all pictures, from the recorded sample talk, and returns the files. Rejects without a Chromium. */
export async function takePictures(out: string): Promise<string[]> {
  const folder = resolve(kit.root, out);
  await mkdir(folder, { recursive: true });
  const state = await mkdtemp(join(tmpdir(), "kuroko-pictures-"));
  const flags = parseShowFlags({ talk: "hello", live: false, port: "0", host: "127.0.0.1", open: false });
  const show = await startShow({ ...(await showConfig(flags, false)), state });
  const browser = await openHeadless();
  try {
    const files: string[] = [];
    for (const picture of PICTURES) files.push(await takePicture(browser, show, picture, folder));
    return files;
  } finally {
    await browser.close();
    await show.close();
    await rm(state, { recursive: true, force: true });
  }
}

async function takePicture(browser: Browser, show: Show, picture: Picture, folder: string): Promise<string> {
  const { page: path, width, height } = picture;
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  await page.goto(`${show.url}/talks/hello/${path}`);
  await page.waitForSelector(".reveal.ready");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  for (let step = 0; step < picture.steps; step++) await playStep(page);
  const file = join(folder, picture.file);
  await page.screenshot({ path: file });
  await page.close();
  return file;
}

/** Plays one step to its end; a talk without an understudy has none, and that is an error here. */
async function playStep(page: Page): Promise<void> {
  await page.keyboard.press("PageDown");
  const atRest = '[data-pane][data-step="done"], [data-pane][data-step="failed"]';
  await page.waitForSelector(atRest, { timeout: 20_000 });
}
