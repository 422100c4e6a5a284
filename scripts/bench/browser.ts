import { chromium, type Browser, type Page } from "playwright-core";
import { programPath } from "../cli/test-tools.ts";

/** `--disable-3d-apis`: no page gets WebGL, so all draw with xterm.js's DOM renderer. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-3d-apis",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(): Promise<Browser> {
  const executablePath = await programPath(["chromium", "google-chrome", "chromium-browser"]);
  if (executablePath === null) throw new Error("there is no Chromium on this machine: npm run setup");
  return chromium.launch({ executablePath, args: flags });
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
