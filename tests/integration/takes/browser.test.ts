import { createServer, type Server } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilePlayback } from "#server/adapters/takes/compile.ts";
import { exportTake } from "#server/adapters/takes/export.ts";
import { readTake } from "#server/adapters/takes/read.ts";
import { comparedScreen } from "../../support/compared-screen.ts";
import { longWork } from "../../../scripts/bench/long-cast.ts";
import { run, writeTake } from "../../support/made-take.ts";
import { openBrowser } from "../../support/set-up-browser.ts";

const work = longWork({ minutes: 3, megabytes: 1, seed: 5 });
const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
let folder = "";
let server: Server;
let browser: Browser;
let address = "";

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-replay-"));
  await writeTake(join(folder, "raw"), [{ pane: "laptop", ...work }], [run("a", "laptop", [1, 2, 3])]);
  await compilePlayback(join(folder, "raw"), join(folder, "site/take"));
  await exportTake(await readTake(join(folder, "raw")), join(folder, "site/casts"), 3);
  await build({
    root: root("tests/support/replay-page"),
    base: "./",
    configFile: false,
    logLevel: "warn",
    build: { outDir: join(folder, "site"), emptyOutDir: false },
  });
  server = createServer((request, response) => {
    void answer(new URL(request.url ?? "/", "http://localhost")).then(({ status, headers, body }) => {
      response.writeHead(status, headers).end(body);
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A plain static host; below `/declared` one that says of packed files that they are packed. */
async function answer({ pathname }: URL) {
  const declared = pathname.startsWith("/declared/");
  const path = decodeURIComponent(declared ? pathname.slice("/declared".length) : pathname);
  const file = path.startsWith("/player/")
    ? root(`node_modules/asciinema-player/dist/bundle${path.slice(7)}`)
    : join(folder, "site", path);
  const body = await readFile(file).catch(() => null);
  const packed = declared && path.endsWith(".seg");
  return {
    status: body ? 200 : 404,
    headers: {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      ...(packed ? { "content-encoding": "gzip" } : {}),
    },
    body,
  };
}

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  page.on("pageerror", (error) => expect.unreachable(error.message));
  await page.goto(address + path);
  return page;
}

async function straight(ms: number): Promise<string> {
  const screen = comparedScreen(work.cols, work.rows);
  const texts = work.events.flatMap((event) => (event[0] <= ms && event.length === 2 ? [event[1]] : []));
  await screen.write(texts.join(""));
  return screen.serialize();
}

describe.each(["", "/declared"])("in a browser, from a static host (%s)", (host) => {
  test("a seek shows what a terminal without a window shows", async () => {
    const page = await open(`${host}/index.html`);
    await page.evaluate(() => window.replay.open("take/", "laptop"));
    for (const part of [0.95, 0.25, 0.5, 0.75, 0.02, 0.76]) {
      const ms = Math.round(part * work.durationMs);
      await page.evaluate((to) => window.replay.seek(to), ms);
      const expected = await straight(ms);
      // The scrollback follows the screen.
      await expect
        .poll(() => page.evaluate((text) => window.replay.serialize() === text, expected), {
          message: `the screen at ${ms} ms`,
        })
        .toBe(true);
    }
    await page.close();
  });
});

test("segments are packed, whatever their name says", async () => {
  const bytes = await readFile(join(folder, "site/take/p0/1.seg"));
  expect(JSON.parse(gunzipSync(bytes).toString())).toHaveProperty("keyframe.text");
});

test("asciinema-player plays an exported cast", async () => {
  const page = await open("/index.html");
  await page.setContent(`<link rel="stylesheet" href="/player/asciinema-player.css"><div id="player"></div>`);
  await page.addScriptTag({ url: `${address}/player/asciinema-player.min.js` });
  const duration = await page.evaluate(async (url) => {
    const place = document.getElementById("player");
    const { AsciinemaPlayer } = window as unknown as { AsciinemaPlayer: AsciinemaPlayerApi };
    const player = AsciinemaPlayer.create(url, place, { preload: true });
    await player.seek("100%");
    return player.getDuration();
  }, `${address}/casts/laptop.cast`);
  expect(duration).toBeCloseTo(work.durationMs / 1000, 0);
  await expect.poll(() => page.locator(".ap-term").innerText()).toContain("core@web1");
  await page.close();
});

interface AsciinemaPlayerApi {
  create(
    url: string,
    place: HTMLElement | null,
    options: { preload: boolean },
  ): {
    seek(to: string): Promise<void>;
    getDuration(): Promise<number>;
  };
}
