import { chromium, type Browser } from "playwright-core";
import { programPath } from "./test-tools.ts";

/** A browser that asks nothing of the network by itself. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium without a window; rejects with a sentence where there is none. */
export async function openHeadless(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = await programPath(["chromium", "google-chrome", "chromium-browser"]);
  if (executablePath === null)
    throw new Error("there is no Chromium on this machine; npm run setup installs it on Debian");
  return chromium.launch({ executablePath, args: [...quiet, ...flags] });
}
