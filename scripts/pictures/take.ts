import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { openHeadless } from "../cli/headless.ts";
import { takeFailing } from "./failing.ts";
import { takeRecorded } from "./recorded.ts";

/** Takes all pictures of the documentation and returns the files. Rejects without a Chromium. */
export async function takePictures(out: string): Promise<string[]> {
  const folder = resolve(kit.root, out);
  await mkdir(folder, { recursive: true });
  const home = await mkdtemp(join(tmpdir(), "kuroko-pictures-"));
  const browser = await openHeadless();
  try {
    return [
      ...(await takeRecorded(browser, folder, join(home, "recorded"))),
      ...(await takeFailing(browser, folder, join(home, "failing"))),
    ];
  } finally {
    await browser.close();
    await rm(home, { recursive: true, force: true });
  }
}
