/** The way between the presenter's window and the server comes and goes. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { makeFlappingLink, type FlappingLink } from "../../support/flapping-link.ts";
import { openBrowser } from "../../support/set-up-browser.ts";
import { makeTalk, type TestTalk } from "../../support/set-up-show.ts";
import { startShowProcess } from "../../support/show-process.ts";
import { LiveDeck } from "../support/live-deck.ts";

const BACK_WITHIN_MS = 2000;

/** Runs until the test lets it end, and leaves a line for each time that it ran. */
const step = (name: string): string =>
  `$ echo ${name} >> ran.log; until test -f end-${name}; do sleep 0.05; done; echo live ${name}\n  id: ${name}\n  typing: off\n`;

const TALK = `---
title: Comes and goes
targets:
  here: { kind: local, shell: bash, env: { HOME: /nowhere } }
panes:
  main: { target: here, prompt: "live> " }
---

\`\`\`terminal main
${step("one")}${step("two")}\`\`\`
`;

let browser: Browser;
let talk: TestTalk;
let link: FlappingLink;
let deck: LiveDeck;
const opened: (() => PromiseLike<void>)[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function open(): Promise<void> {
  talk = await makeTalk({ "en.md": TALK });
  opened.push(() => talk[Symbol.asyncDispose]());
  const show = await startShowProcess(talk);
  opened.push(() => show.kill("SIGKILL"));
  link = await makeFlappingLink(show.url);
  opened.push(() => link[Symbol.asyncDispose]());
  const address = show.newPresenterUrl().replace(show.url, link.origin);
  deck = await LiveDeck.open(browser, { newPresenterUrl: () => address });
  opened.push(() => deck.close());
  await deck.sees("main", /live>/);
}

const ran = async (): Promise<string> =>
  (await readFile(join(talk.folder, "ran.log"), "utf8").catch(() => "")).trim().replaceAll("\n", " ");

/** Milliseconds from the mended link until the pane shows what was printed meanwhile. */
async function backAfterMs(what: RegExp): Promise<number> {
  const from = performance.now();
  link.mend();
  await deck.sees("main", what);
  await deck.stepIs("main", "done");
  return performance.now() - from;
}

describe("the link between the presenter's window and the server", () => {
  it("cut again and again while a step runs and keys are pressed: the step runs once, and so does the next", async () => {
    await open();
    await deck.press("PageDown");
    await eventually(async () => (await ran()) === "one");
    for (let time = 1; time <= 3; time++) {
      link.cut();
      await deck.press("PageDown");
      link.mend();
      await deck.press("PageDown");
    }
    link.cut();
    await talk.write("end-one", "");
    expect(await backAfterMs(/live one\s+live>\s*$/)).toBeLessThan(BACK_WITHIN_MS);
    await deck.isAt({ slide: 0, fragment: 0 });
    await talk.write("end-two", "");
    await deck.press("PageDown");
    await deck.sees("main", /live two\s+live>\s*$/);
    expect(await ran()).toBe("one two");
  });

  it("silent until the window has given the connection up: an early attempt is back within two seconds", async () => {
    await open();
    await deck.press("PageDown");
    await eventually(async () => (await ran()) === "one");
    link.silence();
    await talk.write("end-one", "");
    // The window has given the connection up, and waits for an answer to a new one.
    await eventually(() => link.swallowed > 0, 20_000);
    const backMs = await backAfterMs(/live one\s+live>\s*$/);
    expect(backMs).toBeLessThan(BACK_WITHIN_MS);
    expect(await ran()).toBe("one");
  });
});
