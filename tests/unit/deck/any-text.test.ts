import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskFences, scanFences } from "#core/deck/fences.ts";
import { stepsOf } from "#core/deck/model.ts";
import { defaultSeparators, splitFrontMatter, splitSlides } from "#core/deck/split.ts";
import { onlyPanes, talkOf } from "./talk-of.ts";

/** Lines that mean something, in any order, and lines of anything. */
const line = fc.oneof(
  fc.constantFrom(
    ...["---", "--", "```", "````", "~~~", "```terminal", "```terminal a", "```terminal x", "```js"],
    ...[
      "$ ls",
      "$ ",
      "> more",
      "  expect: /(/",
      "  id: a",
      "  timeout: x",
      "  background: #a",
      "  setup: cd",
    ],
    ...[
      "# Title",
      "Note: n",
      "notes:",
      "",
      '<!-- .slide: id="a" -->',
      "<!--",
      "-->",
      "`",
      "===",
      "  - ```js",
    ],
  ),
  fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, " ")),
);
const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n"));

describe("any text", () => {
  it("is parsed without throwing, and each step's line is where it was written", () => {
    fc.assert(
      fc.property(text, (body) => {
        const lines = body.split("\n");
        const parsed = talkOf(body, onlyPanes("a", "b"));
        for (const step of stepsOf(parsed)) {
          expect(lines[step.line - 1]?.trim()).toBe(`$ ${step.lines[0] ?? ""}`);
        }
        for (const problem of parsed.problems) expect(problem.line).toBeLessThanOrEqual(lines.length);
        const ids = stepsOf(parsed).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 500 },
    );
  });

  it("is split without losing anything", () => {
    fc.assert(
      fc.property(text, (body) => {
        const masked = maskFences(body, scanFences(body));
        expect(masked).toHaveLength(body.length);
        const pieces = splitSlides(masked, defaultSeparators);
        let joined = "";
        let end = 0;
        for (const piece of pieces) {
          const separator = body.slice(end, piece.start);
          expect(separator).toMatch(piece === pieces[0] ? /^$/ : /^---?[ \t]*$/);
          joined += separator + body.slice(piece.start, piece.end);
          end = piece.end;
        }
        expect(joined).toBe(body);
      }),
    );
  });

  it("keeps its slides' own text and lines", () => {
    fc.assert(
      fc.property(text, (body) => {
        const lines = body.split("\n");
        for (const slide of talkOf(body).slides) {
          const [first = ""] = slide.markdown.split("\n");
          if (slide.markdown !== "") expect(lines[slide.line - 1]?.startsWith(first)).toBe(true);
        }
      }),
    );
  });

  it("is front matter and body, and nothing else", () => {
    fc.assert(
      fc.property(text, (body) => {
        const file = `---\ntitle: x\n---\n${body}`;
        expect(splitFrontMatter(file)).toMatchObject({ yaml: "title: x", body, bodyLine: 4, closed: true });
      }),
    );
  });
});
