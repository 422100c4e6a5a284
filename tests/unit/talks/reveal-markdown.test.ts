import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import RevealMarkdown from "reveal.js/plugin/markdown";
import { describe, expect, it } from "vitest";
import { splitSlides } from "#core/deck/split.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";

const folder = fileURLToPath(new URL("../../fixtures/reveal-markdown/", import.meta.url));

function load(name: string) {
  const deck = parseTalk(readFileSync(folder + name, "utf8"), folder + name);
  return {
    deck,
    html: renderSlides(deck),
    sections: renderSlides(deck).split(/(?=<section id|<section data)/),
  };
}

/** Columns of slide texts, as reveal.js's own plugin splits them. */
function slidify(markdown: string, separator: string, verticalSeparator: string): string[][] {
  const plugin = RevealMarkdown() as unknown as {
    slidify(markdown: string, options: { separator: string; verticalSeparator: string }): string;
  };
  const html = plugin.slidify(markdown, { separator, verticalSeparator });
  const columns: string[][] = [];
  let inStack = false;
  const token = /<section >|(<\/section><\/section>)|<script type="text\/template">([\s\S]*?)<\/script>/g;
  for (const [all, stackEnd, slide = ""] of html.matchAll(token)) {
    if (all === "<section >") {
      inStack = true;
      columns.push([]);
    } else if (stackEnd !== undefined) inStack = false;
    else if (inStack) columns.at(-1)?.push(slide);
    else columns.push([slide]);
  }
  return columns;
}

function ours(markdown: string, horizontal: string, vertical: string): string[][] {
  const columns: string[][] = [];
  for (const piece of splitSlides(markdown, { horizontal, vertical, notes: "^notes?:" })) {
    (columns[piece.h] ??= []).push(markdown.slice(piece.start, piece.end));
  }
  return columns;
}

describe("reveal.js Markdown stays valid", () => {
  it.each([
    ["newlines.md", "^\\n\\n\\n", "^\\n\\n"],
    ["dashes.md", "^\\n---\\n$", "^\\n--\\n$"],
  ])("splits %s as reveal.js's own plugin does", (name, horizontal, vertical) => {
    const body = readFileSync(folder + name, "utf8").replace(/^---[\s\S]*?\n---\n/, "");
    const columns = slidify(body, horizontal, vertical);
    expect(ours(body, horizontal, vertical)).toEqual(columns);
    const { deck } = load(name);
    expect(deck.problems).toEqual([]);
    expect(deck.slides.map(({ h, v }) => [h, v])).toEqual(
      columns.flatMap((column, h) => column.map((_text, v) => [h, v])),
    );
  });

  it("splits any text as reveal.js's own plugin does", () => {
    const piece = fc.constantFrom("a", "\n", "\n---\n", "\n--\n", "# b", "---", "--", "\n\n\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        expect(ours(text, "\\n---\\n", "\\n--\\n")).toEqual(slidify(text, "\\n---\\n", "\\n--\\n"));
      }),
    );
  });

  it("nests slides on top of each other in a section of their own", () => {
    const { html, deck } = load("newlines.md");
    expect(deck.slides.map(({ title }) => title)).toEqual([
      "Split by empty lines",
      "Left, top",
      "Left, below",
      "Middle",
      "Right, top",
      "Right, a picture",
      "Right, a formula",
    ]);
    expect(html.match(/<section>\n<section /g)).toHaveLength(2);
    expect(html.match(/<\/section>\n<\/section>/g)).toHaveLength(2);
    expect(html).toContain(`<aside class="notes"><p>only the speaker sees this.</p>`);
    expect(html).toContain(`<img src="https://example.org/bird.png" alt="A bird">`);
    expect(html).toMatch(/<p><span class="katex-display">/);
  });

  const { sections, deck } = load("features.md");

  it("splits by lines of dashes without being told, but not inside code", () => {
    expect(deck.slides.map(({ h, v }) => `${h}.${v}`)).toEqual([
      "0.0",
      "1.0",
      "2.0",
      "2.1",
      "2.2",
      "3.0",
      "4.0",
    ]);
  });

  it("sets slide attributes", () => {
    expect(sections[0]).toContain(
      `<section data-background="#102030" data-auto-animate data-line="1" data-slide="0">`,
    );
    expect(sections[0]).not.toContain("<!--");
  });

  it("sets element attributes on the element before, or else on the one around", () => {
    expect(sections[1]).toContain(`<li class="fragment" data-fragment-index="2">second </li>`);
    expect(sections[1]).toContain(`<li class="fragment" data-fragment-index="1">first </li>`);
    expect(sections[1]).toContain(`<p class="fragment fade-up">A paragraph </p>`);
    expect(sections[1]).toContain(`<blockquote class="fragment grow">`);
  });

  it("highlights code and steps through its lines", () => {
    expect(sections[2]).toContain(`<code class="hljs language-php" data-line-numbers data-lines="1">`);
    expect(sections[2]).toContain(
      `<span class="fragment code-step" data-lines="3-5" aria-hidden="true"></span></pre>`,
    );
    expect(sections[2]).toContain(`<span class="line" data-n="1"><span class="hljs-keyword">public</span>`);
    expect(sections[2]?.match(/class="line"/g)).toHaveLength(6);
  });

  it("numbers lines from where it is told, and names highlighted lines by these numbers", () => {
    expect(sections[3]).toContain(`data-lines="25-26"`);
    expect(sections[3]).toContain(`<span class="fragment code-step" data-lines="27"`);
    expect(sections[3]?.match(/data-n="\d+"/g)).toEqual(['data-n="25"', 'data-n="26"', 'data-n="27"']);
  });

  it("only numbers lines with []", () => {
    expect(sections[4]).toContain(
      `<code class="hljs language-html" data-line-numbers><span class="line" data-n="1">`,
    );
    expect(sections[4]).toContain("Note: this is code");
    expect(deck.slides[4]?.notes).toBe("");
  });

  it("sets formulas, and leaves code and money alone", () => {
    expect(sections[5]?.match(/class="katex-display"/g)).toHaveLength(1);
    expect(sections[5]?.match(/<span class="katex">/g)).toHaveLength(3);
    expect(sections[5]).toContain(`<code>npm i</code> costs $5 or $10.`);
    expect(sections[5]).not.toContain("<em>");
  });

  it("keeps pictures, raw HTML, diagrams and notes", () => {
    expect(sections[6]).toContain(`<img src="tree.svg" alt="A tree">`);
    expect(sections[6]).toContain(`<div class="r-stack"><p class="fragment">raw <b>HTML</b></p></div>`);
    expect(sections[6]).toContain(
      `<div class="mermaid" data-diagram data-file="reveal-markdown/features.md" data-line="65">graph LR; a --&gt; b[&quot;&lt;b&gt;&quot;]</div>`,
    );
    expect(sections[6]).toContain(`<aside class="notes"><p>about <em>this</em> slide\nand more.</p>`);
  });
});
