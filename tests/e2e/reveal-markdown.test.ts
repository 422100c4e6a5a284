import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";
import { openBrowser } from "../support/set-up-browser.ts";

const fixtures = fileURLToPath(new URL("../fixtures/reveal-markdown/", import.meta.url));
const plugin = fileURLToPath(
  new URL("../../node_modules/reveal.js/dist/plugin/markdown.js", import.meta.url),
);

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto("about:blank");
  await page.addScriptTag({ path: plugin });
});

afterAll(() => browser.close());

describe("reveal.js's own Markdown plugin makes the same slides", () => {
  it.each([
    ["newlines.md", "^\\n\\n\\n", "^\\n\\n"],
    ["dashes.md", "^\\n---\\n$", "^\\n--\\n$"],
    ["plain.md", "\\r?\\n---\\r?\\n", "\\r?\\n--\\r?\\n"],
  ])("of %s", async (name, separator, vertical) => {
    // Formulas are another plugin's in reveal.js.
    const text = readFileSync(fixtures + name, "utf8").replace(/^`\\\[.*`$/m, "a formula");
    const theirs = await outlineOfReveal(text.replace(/^---\n[\s\S]*?\n---\n/, ""), separator, vertical);
    const ours = await outline(renderSlides(parseTalk(text, fixtures + name)));
    expect(theirs.length).toBeGreaterThan(5);
    expect(ours).toEqual(theirs);
  });
});

/** What the plugin makes of a text, as an outline. */
async function outlineOfReveal(body: string, separator: string, vertical: string): Promise<string[]> {
  const html = await page.evaluate(
    async ([markdown, between, below]) => {
      const root = document.createElement("div");
      const section = root.appendChild(document.createElement("section"));
      section.setAttribute("data-markdown", "");
      section.setAttribute("data-separator", between);
      section.setAttribute("data-separator-vertical", below);
      const template = section.appendChild(document.createElement("textarea"));
      template.setAttribute("data-template", "");
      template.textContent = markdown;
      const { RevealMarkdown } = globalThis as unknown as {
        RevealMarkdown: () => { init(deck: object): Promise<void> };
      };
      await RevealMarkdown().init({ getRevealElement: () => root, getConfig: () => ({}) });
      return root.innerHTML;
    },
    [body, separator, vertical] as const,
  );
  return outline(html);
}

/** Each element on a line of its own: its depth, name, the attributes an author can set, and the text in it. */
function outline(html: string): Promise<string[]> {
  return page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, "text/html").body;
    const isOurs = /^data-(line|slide|lines|markdown|line-numbers|ln-start-from)|^data-separator/;
    return [...root.querySelectorAll("*")]
      .filter((element) => !element.matches(".code-step, code *"))
      .map((element) => {
        let depth = 0;
        for (let above = element.parentElement; above && above !== root; above = above.parentElement) depth++;
        const attributes = [...element.attributes]
          .filter(({ name }) => !isOurs.test(name) && !(name === "class" && element.matches("pre, code")))
          .map(({ name, value }) => ` ${name}="${value}"`);
        const isCode = element.matches("code");
        const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const text = isCode ? element.textContent : texts.map((node) => node.textContent ?? "").join("");
        return `${"  ".repeat(depth)}${element.localName}${attributes.sort().join("")} ${text.trim()}`;
      });
  }, html);
}
