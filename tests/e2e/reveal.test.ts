import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { id } from "#core/ids.ts";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { readTake } from "#server/adapters/takes/read.ts";
import type { Show } from "#server/main.ts";
import { comparedScreen } from "../support/compared-screen.ts";
import { eventually } from "../support/eventually.ts";
import { RawWindow } from "../support/raw-window.ts";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, type TestTalk } from "../support/set-up-show.ts";
import { closedAfterEach } from "./support/closed-after-each.ts";
import { LiveDeck } from "./support/live-deck.ts";

const LAYERS = 30;

const TALK = `---
title: One I prepared
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "main> ", size: 80x24 }
---

# Early

---

# Later

\`\`\`terminal main
$ echo run >> ran.log; for n in $(seq 1 ${LAYERS}); do echo "layer $n"; sleep 0.3; done; echo baked
  id: bake
  background: start
\`\`\`

---

# End
`;

const main = id<"pane">("main");
const size = { cols: 80, rows: 24 };

let browser: Browser;
const opened = closedAfterEach();

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openTalk(): Promise<TestTalk> {
  const talk = await makeTalk({ "en.md": TALK });
  opened.push(() => talk[Symbol.asyncDispose]());
  return talk;
}

async function openDeck(show: Show): Promise<LiveDeck> {
  const deck = await LiveDeck.open(browser, show);
  opened.push(() => deck.close());
  return deck;
}

/** A deck before a show whose background step has printed this much, and a window that hears the server's screen. */
async function beforeReveal(layers: number): Promise<{ deck: LiveDeck; talk: TestTalk; raw: RawWindow }> {
  const talk = await openTalk();
  const show = await openShow(talk, { mode: "live" });
  opened.push(() => show.close());
  const deck = await openDeck(show);
  const raw = await RawWindow.admitted(show);
  onTestFinished(() => raw.close());
  await raw.hello({ leads: false });
  raw.socket.emit("open", { pane: main, size, have: null });
  await eventually(() => new RegExp(`^layer ${layers}\\r`, "m").test(raw.text()));
  return { deck, talk, raw };
}

interface Picture {
  readonly atMs: number;
  /** The highest layer on the screen; 0 where none is. */
  readonly layer: number;
  readonly text: string;
}

/** What the pane shows from now on, picture by picture, until this layer is on it. */
function pictures(deck: LiveDeck, until: number): Promise<Picture[]> {
  return deck.page.evaluate(
    (last) =>
      new Promise<Picture[]>((resolve) => {
        const seen: Picture[] = [];
        const look = (): void => {
          const rows = document.querySelector<HTMLElement>(".pane.shown[data-pane=main] .xterm-rows");
          const text = (rows?.innerText ?? "").replaceAll("\u00a0", " ");
          const layers = [...text.matchAll(/^layer (\d+)/gm)].map(([, number]) => Number(number));
          const layer = Math.max(0, ...layers);
          seen.push({ atMs: performance.now(), layer, text: text.trim() });
          if (layer >= last) resolve(seen);
          else requestAnimationFrame(look);
        };
        look();
      }),
    until,
  );
}

/** The command line is typed, then the layers come one after the other, without a step back. */
function expectRevealed(seen: readonly Picture[]): void {
  expect(seen[0]?.text).toBe("main>");
  expect(seen.some(({ text }) => /^main> echo run >> ran\.log;?( for)?$/m.test(text))).toBe(true);
  const layers = seen.map(({ layer }) => layer);
  expect(layers).toEqual(layers.toSorted((one, other) => one - other));
  expect(new Set(layers).size).toBeGreaterThan(8);
}

function msBetween(seen: readonly Picture[], layer: number): number {
  const [first] = seen;
  return (seen.find((one) => one.layer >= layer)?.atMs ?? Infinity) - (first?.atMs ?? 0);
}

/** The server's own screen, as a reader sees it. */
async function serversScreen(raw: RawWindow): Promise<string> {
  const before = raw.screens().length;
  raw.socket.emit("open", { pane: main, size, have: null });
  await eventually(() => raw.screens().length > before);
  const screen = comparedScreen(size.cols, size.rows);
  await screen.write(raw.screens().at(-1)?.data ?? "");
  const { active, cursor } = screen.picture();
  screen.terminal.dispose();
  return active
    .slice(cursor[2])
    .map((line) => line.slice(1).trimEnd())
    .join("\n")
    .trimEnd();
}

it("is typed, squeezed into a few seconds, and goes on live to exactly the server's screen; it has run once", async () => {
  const { deck, talk, raw } = await beforeReveal(12);
  await deck.press("PageDown");
  await deck.sees("main", /^main>\s*$/);
  const seeing = pictures(deck, LAYERS);
  await deck.press("PageDown");
  const seen = await seeing;
  expectRevealed(seen);
  expect(msBetween(seen, 12)).toBeLessThan(5000);
  await deck.sees("main", /baked\s+main>\s*$/);
  expect(await deck.screen("main")).toBe(await serversScreen(raw));
  expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("run\n");
  // Its end is all that is shown of it later.
  await deck.press("PageUp");
  expect((await pictures(deck, LAYERS)).length).toBe(1);
  await deck.press("PageDown");
  await deck.isAt({ slide: 1, fragment: 0 });
  expect(await deck.screen("main")).toBe(await serversScreen(raw));
});

it("is completed at once by a second press, and goes on live", async () => {
  const { deck, talk, raw } = await beforeReveal(12);
  await deck.press("PageDown");
  await deck.sees("main", /^main>\s*$/);
  const seeing = pictures(deck, 12);
  await deck.press("PageDown", "PageDown");
  expect(msBetween(await seeing, 12)).toBeLessThan(1000);
  await deck.isAt({ slide: 1, fragment: 0 });
  await deck.sees("main", /baked\s+main>\s*$/);
  expect(await deck.screen("main")).toBe(await serversScreen(raw));
  expect(await readFile(join(talk.folder, "ran.log"), "utf8")).toBe("run\n");
  await deck.press("PageDown");
  await deck.isAt({ slide: 2, fragment: -1 });
});

it("shows its end after a reload in the middle of it", async () => {
  const { deck, raw } = await beforeReveal(8);
  await deck.press("PageDown");
  await deck.sees("main", /^main>\s*$/);
  await deck.press("PageDown");
  await deck.sees("main", /^main> echo run/);
  await deck.page.reload();
  await deck.ready();
  await deck.sees("main", /^layer 8$/m);
  await deck.sees("main", /baked\s+main>\s*$/);
  expect(await deck.screen("main")).toBe(await serversScreen(raw));
});

it("plays a recorded run in a few seconds, and stands at its end", async () => {
  const talk = await openTalk();
  const live = await openShow(talk, { mode: "live" });
  const run = await openDeck(live);
  await run.page.waitForSelector(".background-run");
  await run.press("PageDown");
  await run.sees("main", /^main>\s*$/);
  await run.press("PageDown");
  await run.sees("main", /baked\s+main>\s*$/);
  const end = await run.screen("main");
  await live.close();
  const takes = join(talk.home, "state/takes");
  const [folder = ""] = await readdir(takes);
  await keepTake(await readTake(join(takes, folder)), join(talk.home, "understudies/probe"));
  const replay = await openShow(talk);
  opened.push(() => replay.close());
  const deck = await openDeck(replay);
  await deck.press("PageDown");
  await deck.sees("main", /^main>\s*$/);
  const seeing = pictures(deck, LAYERS);
  await deck.press("PageDown");
  const seen = await seeing;
  expectRevealed(seen);
  expect(msBetween(seen, LAYERS)).toBeLessThan(5000);
  await deck.stepIs("main", "done");
  expect(await deck.screen("main")).toBe(end);
});
