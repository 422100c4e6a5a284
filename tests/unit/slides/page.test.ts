import { describe, expect, it } from "vitest";
import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { id } from "../../../demo-server/core/ids.ts";
import { renderPage } from "../../../demo-server/adapters/talks/page.ts";

const page: PageDeck = {
  talk: id<"talk">("t"),
  head: {
    title: `</title><script>"&`,
    language: "ja",
    theme: "kuroko",
    replay: { longestPauseMs: 1000, speed: 1 },
  },
  panes: {},
  slides: [],
  problems: [{ file: "t/ja.md", line: 1, message: "</script><!-- <script>" }],
  languages: [
    { language: "ja", href: "ja.html" },
    { language: "en", href: "en.html" },
  ],
  live: false,
  served: false,
  role: "presenter",
  understudy: null,
};
const html = renderPage({
  page,
  slidesHtml: "<section>1</section>",
  assets: { scripts: ["a.js"], styles: ["a.css"] },
});

describe("the page of a talk", () => {
  it("escapes the title, and its data cannot end their element", () => {
    expect(html).toContain("<title>&lt;/title&gt;&lt;script&gt;&quot;&amp;</title>");
    const data = /<script type="application\/json" id="kuroko-page">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).toEqual(page);
  });

  it("has no inline script and no inline style, so that a strict policy can be set", () => {
    const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts).toEqual([` type="module" src="a.js"`, ` type="application/json" id="kuroko-page"`]);
    expect(html).not.toMatch(/<style|style=/);
  });

  it("links its icon, which the browser would ask /favicon.ico for", () => {
    const assets = { scripts: [], styles: [], icon: "../../app/icon.svg" };
    const linked = renderPage({ page, slidesHtml: "", assets });
    expect(linked).toContain(`<link rel="icon" type="image/svg+xml" href="../../app/icon.svg" />`);
  });

  it("names the talk's other languages", () => {
    expect(html).toContain(`<link rel="alternate" hreflang="en" href="en.html" />`);
    expect(html).not.toContain(`hreflang="ja"`);
  });

  it("asks at once for what its scripts will ask for: of a replay, and of terminals on the first two slides", () => {
    const assets = {
      scripts: ["a.js"],
      styles: ["a.css"],
      preload: ["b.js"],
      recording: ["recorded.js"],
      terminals: ["layer.js"],
      terminalStyles: ["layer.css"],
    };
    const linked = (about: Partial<PageDeck>) =>
      [...renderPage({ page: { ...page, ...about }, slidesHtml: "", assets }).matchAll(/href="([^"]*)"/g)]
        .map(([, href]) => href)
        .filter((href) => href !== "en.html");
    const bare = { h: 0, v: 0, line: 1, title: "", layout: "auto", hasMap: false, scenes: [] } as const;
    const shown = { ...bare, scenes: [{ pane: id<"pane">("laptop"), steps: [] }] };
    const understudy = "take/";
    expect(linked({ slides: [bare, bare, shown] })).toEqual(["a.css", "b.js"]);
    expect(linked({ slides: [bare, shown] })).toEqual(["a.css", "layer.css", "b.js", "layer.js"]);
    expect(linked({ understudy })).toEqual(["take/playback.json", "a.css", "b.js", "recorded.js"]);
    expect(linked({ understudy, live: true })).toEqual(["a.css", "b.js"]);
  });
});
