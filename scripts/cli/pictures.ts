import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { kit } from "#server/adapters/site/kit.ts";
import { startShow, type Show } from "#server/main.ts";
import { openHeadless } from "./headless.ts";
import { parseShowFlags, showConfig } from "./show-options.ts";

interface Picture {
  readonly file: string;
  /** Page of the sample talk, with the slide's id and the step that was played there last. */
  readonly page: string;
  readonly size: { readonly width: number; readonly height: number };
  /** A key to press, and a selector or a text of a terminal that is there when the picture is to be taken. */
  readonly press?: { readonly key: string; readonly until: string };
}

const WIDE = { width: 1600, height: 900 };

const PICTURES: readonly Picture[] = [
  { file: "title.webp", page: "en.html#/title", size: WIDE },
  {
    file: "step.webp",
    page: "en.html#/hello/0",
    size: WIDE,
    press: { key: "PageDown", until: 'text="  step 1 of 3"' },
  },
  { file: "panes.webp", page: "en.html#/both/2", size: WIDE },
  { file: "keys.webp", page: "en.html#/title", size: WIDE, press: { key: "?", until: ".help" } },
  { file: "phone.webp", page: "ja.html#/both/3", size: { width: 390, height: 844 } },
];

/** Of a terminal's thin letters nothing is lost at this, in half the size of a PNG. */
const WEBP_QUALITY = 90;

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
  const page = await browser.newPage({ viewport: picture.size, reducedMotion: "reduce" });
  await page.goto(`${show.url}/talks/hello/${picture.page}`);
  await page.waitForSelector(".reveal.ready");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await waitForPanes(page);
  if (picture.press) {
    await page.keyboard.press(picture.press.key);
    await page.waitForSelector(picture.press.until);
  }
  const file = join(folder, picture.file);
  await writeFile(file, await shoot(page));
  await page.close();
  return relative(process.cwd(), file);
}

/** A talk without an understudy has an empty pane: that makes no picture, and the wait for its prompt ends in an error. */
async function waitForPanes(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const slots = document.querySelectorAll("section.present .pane-slot").length;
    const panes = [...document.querySelectorAll<HTMLElement>(".pane.shown")];
    const drawn = panes.filter((pane) =>
      pane.querySelector<HTMLElement>(".xterm-rows")?.innerText.includes("$"),
    );
    return drawn.length === slots && drawn.every((pane) => getComputedStyle(pane).opacity === "1");
  });
}

/** Playwright itself takes PNG and JPEG only. */
async function shoot(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const shot = await devtools.send("Page.captureScreenshot", { format: "webp", quality: WEBP_QUALITY });
  return Buffer.from(shot.data, "base64");
}
