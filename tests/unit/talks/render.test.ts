import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";

const render = (...lines: string[]) => renderSlides(parseTalk(lines.join("\n"), "/talks/t/en.md"));

describe("a slide with scenes", () => {
  const html = render(
    '<!-- .slide: data-panes="stack" class="mine" -->',
    "# Demo",
    "```terminal a",
    "$ one",
    "```",
    "between <!-- .element: class='fragment' -->",
    "```terminal b",
    "$ two",
    "```",
    "```terminal a",
    "$ three",
    "```",
  );

  it("has each of its panes once, where the first scene is", () => {
    expect(html).toContain(`class="mine has-panes"`);
    expect(html).toContain(
      `<div class="panes" data-layout="stack" data-count="2"><div class="pane-slot" data-pane="a"></div><div class="pane-slot" data-pane="b"></div></div>`,
    );
    expect(html.match(/class="panes"/g)).toHaveLength(1);
    expect(html.indexOf("<h1>")).toBeLessThan(html.indexOf(`class="panes"`));
  });

  it("has its steps as fragments, in the order of the text", () => {
    const fragments = [
      ...html.matchAll(/class="fragment[^"]*"(?: data-step="([^"]*)" data-pane="([^"]*)")?/g),
    ];
    expect(fragments.map(([, step, pane]) => [step, pane])).toEqual([
      ["0.0/a/1", "a"],
      [undefined, undefined],
      ["0.0/b/1", "b"],
      ["0.0/a/2", "a"],
    ]);
    expect(html).toContain(
      `<span class="fragment step" data-step="0.0/a/1" data-pane="a" aria-hidden="true"></span>`,
    );
  });

  it("does not show the text of a scene", () => {
    expect(html).not.toMatch(/one|two|three|terminal/);
  });
});

describe("problems", () => {
  const html = render("---", "titel: x", "---", "# A", "---", "# B", "```terminal", "<b>", "```");

  it("are shown on the slide concerned, those of the front matter on the first", () => {
    expect(html.split("<section")[1]).toContain(
      `<div class="slide-problem" role="alert"><strong>t/en.md:2</strong> unknown key &quot;titel&quot;; did you mean &quot;title&quot;?</div>\n`,
    );
    expect(html.split("<section")[2]).toContain(
      `<strong>t/en.md:8</strong> &quot;&lt;b&gt;&quot; is neither`,
    );
    expect(html).not.toContain("<b>");
  });
});

describe("an element comment", () => {
  it.each([
    ["after a list is about its last item", "- a\n- b\n<!-- .element: class='x' -->", `<li class="x">b`],
    [
      "after a list and an empty line is about the list",
      "- a\n- b\n\n<!-- .element: class='x' -->",
      `<ul class="x">`,
    ],
    [
      "is about the picture before it",
      "![a](b.png) <!-- .element: class='x' -->",
      `<img src="b.png" alt="a" class="x">`,
    ],
    [
      "adds a class to those that are there",
      "```js\n1\n```\n<!-- .element: class='x' -->",
      `<pre class="code x">`,
    ],
    ["alone is about the slide", "<!-- .element: data-state='x' -->", `<section data-state="x"`],
    ["keeps what is escaped", `<a title="&lt;&quot;">b</a> <!-- .element: id="x" -->`, `id="x"`],
    ["reaches into raw HTML", "<p>a<br><!-- .element: id='x' --></p>", `<p id="x">a<br></p>`],
  ])("%s", (_name, markdown, html) => expect(render(markdown)).toContain(html));

  it("in code is code", () => {
    expect(render("`<!-- .element: class='x' -->`")).toContain("&lt;!-- .element");
  });
});

describe("code", () => {
  it("keeps a token over several lines highlighted in each of them", () => {
    expect(render("```js", "/* a", "b */", "```")).toContain(
      `<span class="line" data-n="1"><span class="hljs-comment">/* a</span>\n</span><span class="line" data-n="2"><span class="hljs-comment">b */</span></span>`,
    );
  });

  it("of an unknown language is escaped", () => {
    expect(render("```nonsense", "<b>&", "```")).toContain(`data-n="1">&lt;b&gt;&amp;</span>`);
  });

  it("of Terraform is highlighted", () => {
    const html = render("```terraform", 'resource "a" "b" {', '  count = length("${var.x}")', "}", "```");
    expect(html).toContain(
      `<span class="hljs-keyword">resource</span> <span class="hljs-string">&quot;a&quot;</span> <span class="hljs-string">&quot;b&quot;</span> {`,
    );
    expect(html).toContain(
      `<span class="hljs-attr">count</span> = <span class="hljs-built_in">length</span>(`,
    );
    expect(html).toContain(`<span class="hljs-subst">\${var.x}</span>`);
  });

  it("may have an empty first step, for all lines", () => {
    expect(render("```js [|2]", "1", "2", "```")).toContain(
      `<code class="hljs language-js" data-line-numbers data-lines="">`,
    );
  });
});

it("a wrong formula is shown, and throws nothing", () => {
  expect(render("$\\nonsense{$")).toContain("katex-error");
});

it("any text makes as many sections as it has slides", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "---",
      "--",
      "```",
      "```terminal",
      "$ ls",
      "$$",
      "- a",
      "<!-- .element: class='x' -->",
      "<p>",
      "</p>",
    ),
    fc.constantFrom(
      "<!-- .slide: a='\"<' -->",
      "Note:",
      "`$x$`",
      "<script>",
      "</section>",
      '<div data-scene-at="1"></div>',
    ),
    fc.string({ unit: "grapheme", maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const deck = parseTalk(lines.join("\n"), "/talks/t/en.md");
      const slides = renderSlides(deck).match(/<section[^>]* data-slide="\d+">/g) ?? [];
      expect(slides).toHaveLength(deck.slides.length);
    }),
  );
});

describe("the occasion of a talk", () => {
  const front = ["---", `event: "Meetup #4"`, "author: A. Sailor", "date: 2026-11-23", "---"];

  it("stands on its title slide", () => {
    const html = render(...front, `<!-- .slide: class="title" -->`, "# Ships", "---", "# Two");
    expect(html.match(/<p class="occasion">.*<\/p>/g)).toEqual([
      `<p class="occasion">Meetup #4 · A. Sailor · 2026-11-23</p>`,
    ]);
  });

  it("is not said twice where the slide says it", () => {
    expect(
      render(...front, `<!-- .slide: class="title dark" -->`, "# Ships", "", "Meetup #4, 2026-11-23"),
    ).toContain(`<p class="occasion">A. Sailor</p>`);
    expect(render(...front, "# Ships", "---", "# Two").match(/occasion/g)).toHaveLength(1);
    for (const other of [
      "## Ships",
      `<!-- .slide: class="divider" -->\n# Ships`,
      "# Ships\n\n\`\`\`terminal\n$ ls\n\`\`\`",
    ])
      expect(render(...front, other)).not.toContain("occasion");
    expect(render(`<!-- .slide: class="title" -->`, "# Ships")).not.toContain("occasion");
  });
});
