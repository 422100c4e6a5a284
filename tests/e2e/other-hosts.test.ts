import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { openBrowser } from "../support/set-up-browser.ts";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>`;

/** What the other host was asked for. */
const asked: string[] = [];
const other = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.setHeader("Content-Type", request.url?.endsWith(".js") ? "text/javascript" : "image/svg+xml");
  response.end(request.url?.endsWith(".js") ? "document.title = 'run'" : SVG);
});

let browser: Browser;
let talk: TestTalk;

beforeAll(async () => {
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const host = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  talk = await makeTalk({
    "en.md": `# Elsewhere\n\n![A bird](${host}/bird.svg)\n\n<script src="${host}/run.js"></script>\n`,
  });
  browser = await openBrowser();
});
beforeEach(() => asked.splice(0));
afterAll(async () => {
  await browser.close();
  other.closeAllConnections();
  other.close();
  await talk[Symbol.asyncDispose]();
});

/** The width of the picture when the slide is ready, 0 where nothing came; the page's title. */
async function seen(trusted: boolean): Promise<{ width: number; title: string }> {
  await using show = await openShow(talk, { trusts: () => trusted });
  const page = await browser.newPage();
  await page.goto(show.newPresenterUrl());
  await page.waitForSelector(".reveal.ready");
  await page.waitForFunction(() => document.querySelector("img")?.complete);
  const width = await page.evaluate(() => document.querySelector("img")?.naturalWidth ?? -1);
  return { width, title: await page.title() };
}

test("a picture of another host, as in reveal.js's own demo, is shown; script of it does not run", async () => {
  expect(await seen(true)).toEqual({ width: 20, title: "Elsewhere" });
  expect(asked).toEqual(["/bird.svg"]);
});

test("a talk that is not trusted asks no other host", async () => {
  expect(await seen(false)).toEqual({ width: 0, title: "Elsewhere" });
  expect(asked).toEqual([]);
});
