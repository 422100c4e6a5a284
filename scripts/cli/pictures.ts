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
  readonly talk: string;
  /** A page of the talk, with the slide's id and the step that was played there last. */
  readonly page: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Of the speaker window beside that page, after so much of the talk. */
  readonly speakerAfterMs?: number;
}

const WIDE = { width: 1600, height: 900 };

const PICTURES: readonly Picture[] = [
  { file: "map.webp", talk: "coreos-docker", page: "en.html#/second/2", size: WIDE },
  { file: "lost.webp", talk: "coreos-docker", page: "en.html#/healed/1", size: WIDE },
  { file: "drawing.webp", talk: "coreos-docker", page: "en.html#/static-dynamic/0", size: WIDE },
  {
    file: "speaker.webp",
    talk: "coreos-docker",
    page: "en.html#/second/1",
    size: WIDE,
    speakerAfterMs: 1_325_000,
  },
  { file: "phone.webp", talk: "coreos-docker", page: "ja.html#/second/2", size: { width: 390, height: 844 } },
  { file: "panes.webp", talk: "hello", page: "en.html#/both/2", size: WIDE },
];

/** Of a terminal's thin letters nothing is lost at this, in half the size of a PNG. */
const WEBP_QUALITY = 90;

/** Takes all pictures, from the recorded talks, and returns the files. Rejects without a Chromium. */
export async function takePictures(out: string): Promise<string[]> {
  const folder = resolve(kit.root, out);
  await mkdir(folder, { recursive: true });
  const browser = await openHeadless();
  try {
    const files: string[] = [];
    for (const talk of new Set(PICTURES.map((picture) => picture.talk)))
      files.push(...(await takePicturesOf(talk, browser, folder)));
    return files;
  } finally {
    await browser.close();
  }
}

async function takePicturesOf(talk: string, browser: Browser, folder: string): Promise<string[]> {
  const state = await mkdtemp(join(tmpdir(), "kuroko-pictures-"));
  const flags = parseShowFlags({
    talk,
    live: false,
    port: "0",
    host: "127.0.0.1",
    trust: false,
    fresh: true,
    audience: false,
    remote: false,
    reactions: false,
    questions: false,
    open: false,
  });
  const show = await startShow({ ...(await showConfig(flags, false)), state });
  try {
    const files: string[] = [];
    for (const picture of PICTURES)
      if (picture.talk === talk) files.push(await takePicture(browser, show, picture, folder));
    return files;
  } finally {
    await show.close();
    await rm(state, { recursive: true, force: true });
  }
}

/** Runs in the page: as if the talk had run for so long. */
function runClock([talk, ranMs]: readonly [string, number]): void {
  const clock = JSON.stringify({ ranMs, since: Date.now(), stopped: false });
  if (ranMs > 0) sessionStorage.setItem(`kuroko-clock /talks/${talk}/`, clock);
}

async function openSpeaker(deck: Page): Promise<Page> {
  await deck.waitForSelector(".watch-note[hidden]", { state: "attached" });
  const opens = deck.context().waitForEvent("page");
  await deck.keyboard.press("s");
  const speaker = await opens;
  await speaker.setViewportSize(WIDE);
  await speaker.waitForSelector(".speaker[data-deck=here]");
  await speaker.frameLocator(".picture.now iframe").locator(".pane.shown .xterm-rows").waitFor();
  await speaker.waitForLoadState("networkidle");
  return speaker;
}

async function takePicture(browser: Browser, show: Show, picture: Picture, folder: string): Promise<string> {
  const context = await browser.newContext({ viewport: picture.size, reducedMotion: "reduce" });
  const page = await context.newPage();
  // Who has not been here is a viewer, and viewers see another page.
  await page.goto(show.newPresenterUrl());
  await page.evaluate(runClock, [picture.talk, picture.speakerAfterMs ?? 0] as const);
  // Not only another place on the same page.
  await page.goto("about:blank");
  await page.goto(`${show.url}/talks/${picture.talk}/${picture.page}`);
  await page.waitForSelector(".reveal.ready");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await waitForPanes(page);
  await waitForMap(page);
  const file = join(folder, picture.file);
  await writeFile(file, await shoot(picture.speakerAfterMs === undefined ? page : await openSpeaker(page)));
  await context.close();
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

/** As {@link waitForPanes}: a map without machines is no picture. */
async function waitForMap(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector("section.present .map-slot") ||
      document.querySelector(".map.shown .map-machine"),
  );
}

/** Playwright itself takes PNG and JPEG only. */
async function shoot(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const shot = await devtools.send("Page.captureScreenshot", { format: "webp", quality: WEBP_QUALITY });
  return Buffer.from(shot.data, "base64");
}
