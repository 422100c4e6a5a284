import { describe, expect, it } from "vitest";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";
import { withoutNotes } from "#server/adapters/talks/without-notes.ts";

function sentToViewers(markdown: string): string {
  return withoutNotes(renderSlides(parseTalk(markdown, "/talks/t/en.md")));
}

describe("slides for viewers", () => {
  it("have no notes, and everything else", () => {
    const html = sentToViewers(
      "# One\n\nSeen.\n\nNote:\n\nSecret **thing**.\n\n---\n\n# Two\n\nAlso seen.\n",
    );
    expect(html).toContain("Seen.");
    expect(html).toContain("Also seen.");
    expect(html).not.toMatch(/Secret|thing|aside/);
    expect(html.match(/<section/g)).toHaveLength(2);
    expect(html.match(/<\/section>/g)).toHaveLength(2);
  });

  it.each([
    `<aside class="notes">Secret</aside>`,
    `<aside class='more notes' data-x=">">Secret</aside>`,
    `<ASIDE id="a" class=notes>Secret</ASIDE>`,
    `<aside class="notes">Se<aside>cr</aside>et <b>Secret</b></aside>`,
  ])("have none that an author wrote as HTML: %s", (aside) => {
    const html = sentToViewers(`# One\n\n${aside}\n\nSeen.\n`);
    expect(html).not.toMatch(/Secret|cr<|et </);
    expect(html).toContain("Seen.");
  });

  it("have none in an attribute", () => {
    const html = sentToViewers(`<!-- .slide: data-notes="Secret" id="kept" -->\n\n# One\n`);
    expect(html).not.toContain("Secret");
    expect(html).toContain(`id="kept"`);
  });

  it("keep what is aside without being a note", () => {
    expect(sentToViewers(`# One\n\n<aside class="footnotes">Seen.</aside>\n`)).toContain("Seen.");
  });

  it("show nothing behind notes that are never closed", () => {
    expect(withoutNotes(`<section>Seen.<aside class="notes">Secret</section>`)).toBe("<section>Seen.");
  });
});
