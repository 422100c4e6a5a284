import { expect, test } from "vitest";
import { openBrowser } from "../support/set-up-browser.ts";
import { makeTalk, openShow, TALK } from "../support/set-up-show.ts";

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
