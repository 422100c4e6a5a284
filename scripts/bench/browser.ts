import type { Browser, Page } from "playwright-core";
import { openHeadless } from "../cli/headless.ts";

/** No page gets WebGL, so all draw with xterm.js's DOM renderer. */
export function openBrowser(): Promise<Browser> {
  return openHeadless(["--disable-3d-apis"]);
}

/** A page of its own, with cookies of its own, in front of the others. */
export async function withPage<Result>(
  browser: Browser,
  probe: string,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  try {
    await context.addInitScript({ path: probe });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.bringToFront();
    return await use(page);
  } finally {
    await context.close();
  }
}
