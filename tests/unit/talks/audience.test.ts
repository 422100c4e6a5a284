import { describe, expect, it } from "vitest";
import { formatProblem } from "#core/problem.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";

const fence = "```audience\n```";

function talk(...slides: string[]) {
  const deck = parseTalk(slides.join("\n"), "/talks/t/en.md");
  return { deck, html: renderSlides(deck), said: deck.problems.map(formatProblem) };
}

describe("an audience fence", () => {
  it("is the place of the room's address, and no code", () => {
    const { deck, html, said } = talk("# Follow along", "", fence, "", "See you there.");
    expect(said).toEqual([]);
    expect(deck.slides[0]?.audienceLine).toBe(3);
    expect(html).toMatch(/<div class="audience-slot"><\/div>\s*<p>See you there/);
    expect(html).not.toContain("<pre");
  });

  it("is there once, beside panes too", () => {
    const { html, said } = talk("```terminal\n$ date\n```", "", fence, "", fence);
    expect(said).toEqual([
      `t/en.md:8: a slide shows the audience's address once, and this one has it at line 5`,
    ]);
    expect(html.match(/audience-slot/g)).toHaveLength(1);
    expect(html.match(/pane-slot/g)).toHaveLength(1);
  });

  it.each([
    [
      "```audience http://example.org\n```",
      `t/en.md:1: an "audience" fence is empty: kuroko knows the address`,
    ],
    [
      "```audience\nhttp://example.org\n```",
      `t/en.md:1: an "audience" fence is empty: kuroko knows the address`,
    ],
    ["```audiance\n```", `t/en.md:1: unknown code fence "audiance"; did you mean "audience"?`],
    ["```audience", `t/en.md:1: this code fence is never closed: end it with "\`\`\`"`],
  ])("that is not understood says so: %j", (wrong, message) => {
    expect(talk(wrong, "---", "# Next").said).toEqual([message]);
    expect(talk(wrong, "---", "# Next").deck.slides).toHaveLength(2);
  });
});
