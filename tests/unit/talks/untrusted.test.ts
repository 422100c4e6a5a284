import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { harmless } from "#server/adapters/talks/untrusted.ts";
import { kit } from "#server/adapters/site/kit.ts";

describe("slides of a talk that is not trusted", () => {
  it.each([
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT SRC=x.js></SCRIPT>",
    "<svg><script>alert(1)</script></svg>",
    '<img src="x" onerror="alert(1)">',
    "<img src=x oNeRrOr=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
    '<svg><set attributeName="onload" to="alert(1)"/></svg>',
    '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    "<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>",
    '<iframe src="https://evil.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<form action="https://evil.example"><button formaction="javascript:alert(1)">x</button></form>',
    '<button formaction="javascript:alert(1)">x</button>',
    '<section data-background-iframe="https://evil.example"></section>',
    '<section data-background="javascript:alert(1)"></section>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ])("have nothing left of %s that could run", (html) => {
    const left = harmless(`<section>${html}</section>`);
    expect(left).not.toMatch(
      /<(?:script|iframe|object|embed|meta|base|form|noscript|animate|set|use|foreignobject)\b/i,
    );
    expect(left.replace(/"[^"]*"/g, '""')).not.toMatch(/\son\w+=|srcdoc|formaction=""?j/i);
    expect(left.replace(/[\s\p{Cc}]/gu, "")).not.toMatch(
      /(?:href|src|action|background)="(?:java|vb)script:|="data:text/i,
    );
    // Read again, it is the same: a browser sees what was looked at.
    expect(harmless(left)).toBe(left);
  });

  it("take no name of the kit's own, nor one that hides what a document has", () => {
    const html =
      '<div id="kuroko-page">{}</div><p id="Kuroko-x">x</p><img name="querySelector" src="a.png"><a name="body">y</a>' +
      '<input name="kuroko"><input type="radio" name="choice"><h2 id="own">z</h2>';
    expect(harmless(html)).toBe(
      '<div>{}</div><p>x</p><img src="a.png"><a>y</a><input><input type="radio" name="choice"><h2 id="own">z</h2>',
    );
  });

  it("keep text, pictures, styles, links, drawings and formulas", () => {
    const kept =
      '<section data-slide="0" class="x"><h1 style="color: red">A &amp; b</h1><p><a href="https://a.example/?q=1#f">a</a> ' +
      '<a href="#/2">b</a> <a href="other.html">c</a> <a href="mailto:a@b.example">d</a></p>' +
      '<img src="deep/picture.svg" alt=""><img src="data:image/png;base64,AA"><video src="a.mp4" controls=""></video>' +
      '<svg viewBox="0 0 1 1"><path d="M0 0"></path><a xlink:href="https://a.example"><text>x</text></a></svg>' +
      "<math><mi>x</mi></math><style>.x { color: blue }</style></section>";
    expect(harmless(kept)).toBe(kept);
  });

  it.each(readdirSync(kit.talks).filter((name) => !/[._]/.test(name)))(
    "look as they did, where nothing in them runs: %s",
    async (talk) => {
      for (const language of ["en", "ja"]) {
        const file = join(kit.talks, talk, `${language}.md`);
        const loaded = await loadTalk(file).catch(() => null);
        if (!loaded) continue;
        const words = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
        const { slidesHtml } = await loadTalk(file, false);
        expect(words(slidesHtml).length).toBeGreaterThan(words(loaded.slidesHtml).length * 0.97);
      }
    },
  );
});
