import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Locator, Page } from "playwright-core";

/** Of a terminal's thin letters nothing is lost at this, in half the size of a PNG. */
const WEBP_QUALITY = 90;

/** Around what is cut out, so that it is seen where it lies. */
const MARGIN = 8;

/** A page of the documentation is half as wide. */
const WIDEST = 1600;

export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Writes a picture of the window, or of a part of it in up to twice the size, and returns the file. */
export async function shoot(page: Page, file: string, part?: Part): Promise<string> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const devtools = await page.context().newCDPSession(page);
  // Playwright itself takes PNG and JPEG only.
  const shot = await devtools.send("Page.captureScreenshot", {
    format: "webp",
    quality: WEBP_QUALITY,
    ...(part && { clip: { ...part, scale: Math.min(2, WIDEST / part.width) } }),
  });
  await devtools.detach();
  await writeFile(file, Buffer.from(shot.data, "base64"));
  return relative(process.cwd(), file);
}

/** The part of a window that holds all of these, with a margin. */
export async function around(...shown: readonly Locator[]): Promise<Part> {
  const boxes = (await Promise.all(shown.map((one) => one.boundingBox()))).filter((box) => box !== null);
  const x = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN;
  return { x: Math.max(0, x), y: Math.max(0, y), width: right - x, height: bottom - y };
}
