import { describe, expect, it } from "vitest";
import { harmlessDrawing } from "#server/adapters/talks/untrusted-drawing.ts";

const svg = (inner: string, attributes = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>${inner}</svg>`;
const empty = svg("").replace("></svg>", "/>");

describe("a drawing of a talk that is not trusted", () => {
  it.each([
    ["a script", "<script>run()</script>", ""],
    ["a script by another prefix", '<x:script xmlns:x="http://www.w3.org/2000/svg">run()</x:script>', ""],
    ["a handler", '<rect onclick="run()"/>', "<rect/>"],
    ["an address", '<a xlink:href=" java&#x9;script:run()"><text>a</text></a>', "<a><text>a</text></a>"],
    ["a page in it", '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">a</b></foreignObject>', ""],
    ["another page's element", '<script xmlns="http://www.w3.org/1999/xhtml">run()</script>', ""],
    ["an animated address", '<set attributeName="href" to="javascript:run()"/>', ""],
    [
      "an animated address with a prefix",
      '<animate attributeName="xlink:href" values="javascript:run()"/>',
      "",
    ],
    ["a comment", "<!-- <script>run()</script> -->", ""],
    ["an instruction", '<?xml-stylesheet href="a.xsl"?>', ""],
  ])("loses %s", (_, tried, left) => {
    expect(harmlessDrawing(svg(tried))).toBe(left === "" ? empty : svg(left));
  });

  it("loses what stands beside its root", () => {
    const beside = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#a"?><!DOCTYPE svg>${svg("<rect/>")}`;
    expect(harmlessDrawing(beside)).toBe(svg("<rect/>"));
    expect(harmlessDrawing(svg("<rect/>", ' onload="run()"'))).toBe(svg("<rect/>"));
  });

  it("keeps shapes, styles, references, moves and links", () => {
    const kept = svg(
      "<style>.a &gt; .b { fill: red }</style>" +
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
        '<g class="a" transform="scale(2)"><path id="p" class="b" d="M0 0h4" fill="url(#g)"/></g>' +
        '<use href="#p" x="4"/><a xlink:href="https://a.example/"><text>日本語 &amp; more</text></a>' +
        '<circle r="2"><animate attributeName="r" values="1;2" dur="1s"/></circle>' +
        '<image href="picture.png" width="4"/>',
    );
    expect(harmlessDrawing(kept)).toBe(kept);
  });

  it("is nothing where it cannot be read, or is no drawing", () => {
    const entity = '<!DOCTYPE svg [<!ENTITY a "<script/>">]>' + svg("&a;");
    const html = '<html xmlns="http://www.w3.org/1999/xhtml"><script>run()</script></html>';
    for (const odd of ["", "no XML", "<svg>", svg("<rect>"), entity, html]) {
      expect(harmlessDrawing(odd)).toBeNull();
    }
  });
});
