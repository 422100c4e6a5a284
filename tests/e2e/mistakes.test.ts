import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { makeTalk, openShow } from "../support/set-up-show.ts";
import { openBrowser } from "../support/set-up-browser.ts";

const MISTAKES = `# Good

---

## Wrong

![A ship](shp.png)

Water is $\\frac{1}{$ and more.

\`\`\`mermaid
graph TD
  A --> B
  B -->
\`\`\`

\`\`\`terminal
$ echo one
  expct: one
\`\`\`

---

## Good again

\`\`\`mermaid
graph TD
  A --> B
\`\`\`
`;

/** What the slide says to be wrong, and which of its boxes lie on another or leave the slide. */
function lookAt(page: Page): Promise<{ said: string[]; clashes: string[] }> {
  return page.evaluate(() => {
    const slide = document.querySelector<HTMLElement>("section.present");
    const parts = [...(slide?.children ?? [])].filter((part) => part.getBoundingClientRect().height > 0);
    const boxes = parts.map((part) => ({
      name: part.className || part.localName,
      box: part.getBoundingClientRect(),
    }));
    return {
      said: [...(slide?.querySelectorAll<HTMLElement>(".slide-problem") ?? [])].map(
        ({ innerText }) => innerText.split("\n")[0] ?? "",
      ),
      clashes: boxes.flatMap(({ name, box }, index) => [
        ...(box.top < 0 || box.bottom > innerHeight + 1 ? [`${name} leaves the slide`] : []),
        ...boxes
          .slice(index + 1)
          .filter((other) => other.box.top < box.bottom - 1 && other.box.left < box.right - 1)
          .map((other) => `${other.name} lies on ${name}`),
      ]),
    };
  });
}

test.each([
  ["the presenter's projector", { width: 1920, height: 1080 }],
  ["a viewer's phone", { width: 390, height: 844 }],
] as const)(
  "each mistake is said on its slide on %s, none hides another, and the rest is well",
  async (who, viewport) => {
    await using talk = await makeTalk({ "en.md": MISTAKES, "ship.png": "" });
    await using show = await openShow(talk);
    await using browser = await openBrowser();
    const page = await browser.newPage({ viewport });
    const address = who === "a viewer's phone" ? `${show.url}/talks/probe/en.html` : show.newPresenterUrl();
    await page.goto(`${address}#/1`);
    await page.waitForSelector("section.present .slide-problem.diagram");
    await expect
      .poll(() => lookAt(page).then(({ said }) => said))
      .toEqual([
        `probe/en.md:7 there is no file "shp.png" in the talk's folder; did you mean "ship.png"?`,
        `probe/en.md:9 the formula "\\frac{1}{" is wrong: unexpected end of input in a macro argument, expected '}'`,
        `probe/en.md:19 unknown directive "expct"; did you mean "expect"?`,
        expect.stringMatching(/^probe\/en\.md:1[45] mermaid cannot draw this: Parse error on line [34]/),
      ]);
    expect((await lookAt(page)).clashes).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("section.present .mermaid[data-drawn=yes] svg");
  },
);
