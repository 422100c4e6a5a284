import { expect, test } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, TALK } from "../support/set-up-show.ts";
import { LiveDeck } from "./support/live-deck.ts";

const SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";

/** Notes in the page whether a text was ever in it. */
function watchFor(text: string): void {
  const seen = new MutationObserver(() => {
    if (document.body.textContent.includes(text)) document.documentElement.dataset.seen = text;
  });
  seen.observe(document.body, { subtree: true, childList: true, characterData: true });
}

test("saving a talk changes the slide in place: the page is not loaded again, and stays where it was", async () => {
  await using talk = await makeTalk({ "en.md": TALK, "ja.md": TALK, "picture.svg": SVG });
  await using show = await openShow(talk, { development: true });
  await using browser = await openBrowser();
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(`${show.url}/talks/probe/en.html`);
  await page.waitForSelector(".reveal.ready");
  await page.keyboard.press("PageDown");
  await page.waitForSelector("section.present h1:text('Second')");
  await page.evaluate(watchFor, "二番目");

  // The other language's page must not take this one's place.
  await talk.write("ja.md", TALK.replace("# Second", "# 二番目"));
  await talk.write("en.md", TALK.replace("# Second", "# Edited"));
  await page.waitForSelector("section.present h1:text('Edited')");
  expect(await page.locator("html[data-seen]").count()).toBe(0);
  expect(problems).toEqual([]);
});

const LIVE = `---
title: Live
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, prompt: "main> " }
---

# First

---

# Steps

\`\`\`terminal main
$ kept=by-the-shell; echo ran >> ran.log
  id: first
  typing: off
$ echo "$kept $(wc -l < ran.log)"
  id: second
  typing: off
\`\`\`
`;

test("saving a live talk keeps its shells, the steps that are done, and the place", async () => {
  await using talk = await makeTalk({ "en.md": LIVE });
  await using show = await openShow(talk, { development: true, mode: "live" });
  await using browser = await openBrowser();
  const deck = await LiveDeck.open(browser, show, 1);
  await deck.sees("main", /main>/);
  await deck.press("PageDown");
  await deck.stepIs("main", "done");
  await deck.sees("main", /ran\.log\s+main>\s*$/);
  const before = await deck.screen("main");
  await deck.page.evaluate(() => (document.documentElement.dataset.page = "the first"));

  await talk.write("en.md", LIVE.replace("# Steps", "# Edited").replace('echo "$kept', 'echo "new: $kept'));
  await deck.page.waitForSelector("section.present h1:text('Edited')");
  // The page itself was not loaded again.
  expect(await deck.page.locator("html[data-page='the first']").count()).toBe(1);
  expect(await deck.screen("main")).toBe(before);
  await deck.stepIs("main", "done");
  // The step that is done is not run again; the edited one runs, in the same shell.
  await deck.press("PageDown");
  await deck.sees("main", /new: by-the-shell 1\s+main>\s*$/);

  // A mistake is said on its slide, and changes nothing about the shell.
  await talk.write("en.md", LIVE.replace("id: second", "id: first"));
  await deck.page.waitForSelector("section.present .slide-problem");
  await talk.write("en.md", LIVE.replace("# Steps", "# Mended"));
  await deck.page.waitForSelector("section.present h1:text('Mended')");
  await deck.takeKeyboard("main");
  await deck.type("echo still-$kept\n");
  await deck.sees("main", /still-by-the-shell\s+main>\s*$/);
});

test.each([
  ["front matter that is no YAML for a moment", (text: string) => text.replace("targets:", "targets: {")],
  ["a front matter that is not closed yet", (text: string) => text.replace('main> " }\n---', 'main> " }\n')],
  ["a target with a mistake", (text: string) => text.replace("kind: local", "kind: lcal")],
  ["a pane that is called otherwise for a moment", (text: string) => text.replace("  main: {", "  mian: {")],
])("saving %s keeps the shells and the steps that are done, until it is mended", async (_, spoil) => {
  await using talk = await makeTalk({ "en.md": LIVE });
  await using show = await openShow(talk, { development: true, mode: "live" });
  await using browser = await openBrowser();
  const deck = await LiveDeck.open(browser, show, 1);
  await deck.sees("main", /main>/);
  await deck.press("PageDown");
  await deck.stepIs("main", "done");

  await deck.page.evaluate(() => document.querySelector("section.present")?.setAttribute("data-old", ""));
  await talk.write("en.md", spoil(LIVE));
  await deck.page.waitForSelector("section[data-old]", { state: "detached" });
  await talk.write("en.md", LIVE.replace("# Steps", "# Mended"));
  await deck.page.waitForSelector("section.present h1:text('Mended')");
  await deck.stepIs("main", "done");
  await deck.press("PageDown");
  await deck.sees("main", /by-the-shell 1\s+main>\s*$/);
});

test("saving a drawing changes every page that it is part of", async () => {
  const drawing = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>${text}</text></svg>`;
  const slides = `# Ship\n\n![A ship](ship.svg) <!-- .element: class="drawing" -->\n`;
  await using talk = await makeTalk({ "en.md": slides, "ja.md": slides, "ship.svg": drawing("sloop") });
  await using show = await openShow(talk, { development: true });
  await using browser = await openBrowser();
  const pages = await Promise.all(
    ["en", "ja"].map(async (language) => {
      const page = await browser.newPage();
      await page.goto(`${show.url}/talks/probe/${language}.html`);
      await page.waitForSelector("section.present svg.drawing text:text('sloop')");
      return page;
    }),
  );
  await talk.write("ship.svg", drawing("schooner"));
  for (const page of pages) await page.waitForSelector("section.present svg.drawing text:text('schooner')");
});

test("a picture that was missing is shown when it comes, and its slide has nothing to say any more", async () => {
  await using talk = await makeTalk({
    "en.md": "# Ship\n\n![A ship](pictures/ship.svg)\n",
    "pictures/README": "",
  });
  await using show = await openShow(talk, { development: true });
  await using browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(show.newPresenterUrl());
  await page.waitForSelector("section.present .slide-problem:text('pictures/ship.svg')");
  await talk.write("pictures/ship.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>");
  await page.waitForSelector(".slide-problem", { state: "detached" });
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>("section.present img")?.naturalWidth === 20,
  );
});
