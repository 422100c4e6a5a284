import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { kit } from "#server/adapters/site/kit.ts";
import { readShelf } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, type TestTalk } from "../support/set-up-show.ts";
import { serveFiles, type StaticHost } from "../support/static-host.ts";
import { driveTalk } from "./support/drive-talk.ts";
import { LiveDeck } from "./support/live-deck.ts";

let home: TestTalk;
let host: StaticHost;
let browser: Browser;
let site: string;

beforeAll(async () => {
  home = await makeTalk();
  const out = join(home.home, "site");
  await buildStatic({ talks: await readShelf(kit.talks), understudies: kit.understudies, out });
  host = await serveFiles(out);
  site = host.site;
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

test("from a sub-path every slide shows, nothing is missing, and no other host is asked", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const asked: string[] = [];
  const failed: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) =>
    failed.push(`${request.failure()?.errorText ?? ""} ${request.url()}`),
  );
  page.on("pageerror", (error) => problems.push(error.message));

  await page.goto(`${site}/`);
  await page.click("a[href='talks/hello/en.html']");
  await page.waitForSelector(".reveal.ready");
  for (let slide = 0; slide < 12; slide++) {
    await page.keyboard.press("Shift+ArrowRight");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await page.waitForLoadState("networkidle");

  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((url) => !url.startsWith(`${site}/`) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(failed).toEqual([]);
  expect(problems).toEqual([]);
});

test("the page says in itself that no server is behind it", async () => {
  const html = await readFile(join(home.home, "site/talks/hello/en.html"), "utf8");
  const data = /<script type="application\/json" id="kuroko-page">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  expect(JSON.parse(data)).toMatchObject({ live: false });
  expect(html).not.toMatch(/known_hosts|passwordEnv|"targets"/);
});

test.each(["en", "ja"])("with the network off, every step of %s plays to its end", async (language) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  // A host that is not this one is never reached, from the first request on.
  await context.route(
    (url) => !url.href.startsWith(`${site}/`),
    (route) => route.abort(),
  );
  await page.goto(`${site}/talks/hello/${language}.html#/2`);
  await page.waitForSelector(".reveal.ready");
  await page.waitForSelector(".pane.shown .xterm-rows");
  await page.waitForFunction(allFetched, await segmentFiles());
  await context.setOffline(true);

  const printed = [...printedByStep];
  const driven = await driveTalk(new LiveDeck(page), {
    hurry: true,
    onStep: async () => {
      await page.waitForFunction(showsOnAPane, printed.shift() ?? "nothing more");
    },
  });
  expect(driven.map(({ at }) => at)).toEqual(printedByStep.map(() => "done"));
  await context.close();
});

/** The parts of the recording, as they end an address. */
async function segmentFiles(): Promise<string[]> {
  const folder = join(home.home, "site");
  const files = await readdir(folder, { recursive: true });
  const segments = files.filter((file) => file.endsWith(".seg") && file.includes("hello"));
  if (segments.length === 0) throw new Error(`no segments in ${folder}`);
  return segments;
}

/** Whether the page has them all: they come in the pauses. */
function allFetched(files: readonly string[]): boolean {
  const fetched = performance
    .getEntriesByType("resource")
    .map(({ name }) => decodeURI(new URL(name).pathname));
  return files.every((file) => fetched.some((name) => name.endsWith(file)));
}

/** What the eleven steps of the hello talk leave on their panes, in turn. */
const printedByStep = [
  "Hello from Linux, こんにちは",
  "step 3 of 3",
  "│日本語│は│二桁│",
  "Apply complete!",
  "terraform output",
  "127.0.0.1 2422",
  "VERSION_ID=",
  "256 SHA256:",
  "left a note",
  "/tmp/hello-kuroko && rm",
  "Destroy complete!",
];

/** Runs in the page. */
function showsOnAPane(text: string): boolean {
  return [...document.querySelectorAll<HTMLElement>(".pane.shown .xterm-rows")].some((rows) =>
    rows.innerText.replaceAll("\u00a0", " ").includes(text),
  );
}
