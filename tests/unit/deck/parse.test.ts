import { describe, expect, it } from "vitest";
import { stepsOf } from "#core/deck/model.ts";
import { anyPane, onlyPanes, talkOf } from "./talk-of.ts";

describe("slides", () => {
  it("know their title, line, notes, budget, layout and attributes", () => {
    const { slides, said } = talkOf(
      [
        "",
        '<!-- .slide: id="a" data-budget="1m 30s" data-panes="stack" data-flag -->',
        "## The **first** [one](x.md) `code` <!-- .element: class='x' -->",
        "---",
        "",
        "text",
        "Note:",
        "",
        "said only",
      ].join("\n"),
    );
    expect(said).toEqual([]);
    expect(slides).toMatchObject([
      {
        h: 0,
        v: 0,
        line: 2,
        title: "The first one code",
        budgetMs: 90_000,
        layout: "stack",
        attributes: { id: "a", "data-budget": "1m 30s", "data-panes": "stack", "data-flag": "" },
      },
      { h: 1, v: 0, line: 6, title: "", markdown: "text", notes: "said only" },
    ]);
  });

  it("do not take code for separators, notes or attributes", () => {
    const { slides } = talkOf(
      ["~~~", "---", "Note: no", '<!-- .slide: id="no" -->', "~~~", '`<!-- .slide: id="no" -->`'].join("\n"),
    );
    expect(slides).toHaveLength(1);
    expect(slides[0]).toMatchObject({ notes: "", attributes: {} });
  });

  it("say which attribute is wrong", () => {
    expect(talkOf('# A\n\n<!-- .slide: data-budget="soon" data-panes="row" -->').said).toEqual([
      `t/en.md:3: data-budget "soon" is no duration: write a number with its unit, like "500ms", "90s" or "1m 30s"`,
      `t/en.md:3: data-panes "row" is not "auto", "side", "stack" or "grid"`,
    ]);
  });

  it("use an id once", () => {
    const slide = '<!-- .slide: id="a" -->';
    expect(talkOf(`${slide}\n---\n${slide}`).said).toEqual([
      `t/en.md:3: slide id "a" is taken by the slide at line 1`,
    ]);
  });
});

describe("a fence that is never closed", () => {
  it("ends with its slide, and the rest of the talk works", () => {
    const { slides, said } = talkOf("```js\nlet a;\n---\n# Next\n```terminal\n$ ls\n```");
    expect(said).toEqual([`t/en.md:1: this code fence is never closed: end it with "\`\`\`"`]);
    expect(slides.map(({ scenes }) => scenes.length)).toEqual([0, 1]);
  });

  it("ends, if it is a scene, where no scene goes on", () => {
    const { slides, said } = talkOf("```terminal\n$ ls\n\n---\n# Next\n```js\nlet b;\n```");
    expect(said).toEqual([`t/en.md:1: this code fence is never closed: end it with "\`\`\`"`]);
    expect(slides.map(({ title }) => title)).toEqual(["", "Next"]);
    expect(slides[0]?.scenes[0]?.steps).toHaveLength(1);
  });
});

describe("the pane of a scene", () => {
  it("is `local` where the talk declares none and the fence names none", () => {
    expect(talkOf("```terminal\n```").slides[0]?.scenes[0]?.pane).toBe("local");
  });

  it("may have any name where the talk declares none", () => {
    expect(talkOf("```terminal web\n```", anyPane).slides[0]?.scenes[0]?.pane).toBe("web");
  });

  it("need not be named where there is only one", () => {
    expect(talkOf("```terminal\n```", onlyPanes("web")).slides[0]?.scenes[0]?.pane).toBe("web");
  });

  it.each([
    ["terminal lptop", `t/en.md:1: unknown pane "lptop"; did you mean "laptop"?`],
    ["terminal elsewhere", `t/en.md:1: unknown pane "elsewhere"; there are "laptop" and "web1"`],
    ["terminal", `t/en.md:1: this fence must say which pane it is for: "terminal laptop" or "terminal web1"`],
    [
      "terminal laptop 80x24",
      `t/en.md:1: "terminal laptop 80x24": a size belongs to a pane in the front matter, "size: 80x24"`,
    ],
    [
      "terminal laptop web1",
      `t/en.md:1: "terminal laptop web1": a fence names one pane, like "terminal laptop"`,
    ],
    [
      "js [1-",
      `t/en.md:1: "[1-" does not say which lines of the code: write them like "[1-2|4]", "[]" for numbers alone`,
    ],
    [
      "js [1..3]",
      `t/en.md:1: "[1..3]" does not say which lines of the code: write them like "[1-2|4]", "[]" for numbers alone`,
    ],
    ["termnial laptop", `t/en.md:1: unknown code fence "termnial"; did you mean "terminal"?`],
  ])("```%s is said with its line, and has no steps", (info, message) => {
    const parsed = talkOf(`\`\`\`${info}\n$ ls\n\`\`\``, onlyPanes("laptop", "web1"));
    expect(parsed.said).toEqual([message]);
    expect(stepsOf(parsed)).toEqual([]);
  });

  it.each(["[]", "[1]", "[1-2|4]", "[|3]", "[1,3-5|7]", "[25: 1-2]", "[ 5: 1 - 2 | 3 ]", "[:]"])(
    "takes reveal.js's way to name lines: js %s",
    (lines) => {
      expect(talkOf(`\`\`\`js ${lines}\n\`\`\``).said).toEqual([]);
    },
  );

  it("reads an endless number as soon as any", () => {
    const said = talkOf(`\`\`\`js [${"1".repeat(5000)}\n\`\`\``).said;
    expect(said).toHaveLength(1);
  });

  it("does not take another language for a misspelt terminal", () => {
    expect(talkOf("```terraform\n```\n```js\n```\n```\n```").said).toEqual([]);
  });
});

describe("a slide with more terminals than it has room for", () => {
  const scenes = (...panes: string[]): string =>
    panes.map((pane) => `\`\`\`terminal ${pane}\n$ ls\n\`\`\``).join("\n");

  it("says which is one too many, and shows them all", () => {
    const parsed = talkOf(scenes("a", "b", "a", "c", "d", "e", "f"));
    expect(parsed.said).toEqual([
      "t/en.md:16: a slide has room for four terminals, the map among them: show the others on another slide",
    ]);
    expect(stepsOf(parsed)).toHaveLength(7);
  });

  it("is not one that goes back and forth between four", () => {
    expect(talkOf(scenes("a", "b", "c", "d", "a", "d")).said).toEqual([]);
  });
});

describe("step ids", () => {
  it("are made from the place of a step where it has none, so that all languages have the same", () => {
    const parsed = talkOf(
      [
        '<!-- .slide: id="intro" -->',
        "```terminal a\n$ 1\n$ 2\n```",
        "```terminal b\n$ 3\n```",
        "```terminal a\n$ 4\n```",
        "---",
        "--",
        "```terminal a\n$ 5\n```",
      ].join("\n"),
    );
    expect(stepsOf(parsed).map(({ id }) => id)).toEqual([
      "intro/a/1",
      "intro/a/2",
      "intro/b/1",
      "intro/a/3",
      "1.1/a/1",
    ]);
  });

  it("are used once: a second step gets another one", () => {
    const parsed = talkOf("```terminal\n$ a\n  id: x\n$ b\n  id: x\n$ c\n  id: x-2\n$ d\n  id: x\n```");
    expect(stepsOf(parsed).map(({ id }) => id)).toEqual(["x", "x-2", "x-2-2", "x-3"]);
    expect(parsed.said).toEqual([
      `t/en.md:5: step id "x" is taken by line 3: give this step another one`,
      `t/en.md:7: step id "x-2" is taken by line 5: give this step another one`,
      `t/en.md:9: step id "x" is taken by line 3: give this step another one`,
    ]);
  });
});

describe("a step in the background", () => {
  const slides = (from: string) =>
    talkOf(
      `<!-- .slide: id="intro" -->\n---\n\`\`\`terminal\n$ a\n  background: ${from}\n\`\`\`\n---\n<!-- .slide: id="end" -->`,
    );

  it("begins on an earlier slide", () => {
    const parsed = slides("#intro");
    expect(parsed.said).toEqual([]);
    expect(stepsOf(parsed)[0]?.background).toEqual({ from: { slide: "intro" } });
  });

  it.each([
    ["#intor", `t/en.md:5: unknown slide "#intor"; did you mean "#intro"?`],
    ["#end", `t/en.md:5: background "#end" is a later slide: name an earlier one, or "start"`],
  ])("that begins at %s runs where it stands", (from, message) => {
    const parsed = slides(from);
    expect(parsed.said).toEqual([message]);
    expect(stepsOf(parsed)[0]).toBeDefined();
    expect(stepsOf(parsed)[0]).not.toHaveProperty("background");
  });
});
