import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeDrawings, type Drawn } from "#server/adapters/talks/drawings.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";

const SHIP = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><marker id="tip"/>
  <path class="fragment" marker-end="url(#tip)"/><use href="#tip"/>
  <text lang="ja">船</text>
  <text x="1" lang="en">Ship</text>
</svg>
`;
const drawn = (src: string): string =>
  `<p><img src="${src}" alt="A &quot;ship&quot;" class="drawing wide"></p>`;
let folder: string;
const place = (html: string, language = "en", from = folder): Promise<Drawn> =>
  placeDrawings(html, { folder: from, language, isTrusted: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-drawings-"));
  await writeFile(join(folder, "ship.svg"), SHIP);
});
afterAll(() => rm(folder, { recursive: true }));

describe("a picture of the class drawing", () => {
  it("is put into the page, with its description and its fragments", async () => {
    const { html, files } = await place(drawn("ship.svg"));
    expect(html).toMatch(/^<p><svg class="drawing wide" role="img" aria-label="A &quot;ship&quot;" xmlns/);
    expect(html).toContain('class="fragment"');
    expect(html).toMatch(/<\/svg><\/p>$/);
    expect(files).toEqual([join(folder, "ship.svg")]);
  });

  it("keeps the texts of the talk's language, or else of its own first one", async () => {
    const texts = async (language: string): Promise<string[]> =>
      (await place(drawn("ship.svg"), language)).html.match(/船|Ship/g) ?? [];
    expect(await texts("en")).toEqual(["Ship"]);
    expect(await texts("ja-JP")).toEqual(["船"]);
    expect(await texts("de")).toEqual(["船"]);
  });

  it("has ids of its own, and finds them", async () => {
    await writeFile(join(folder, "other.svg"), SHIP);
    const { html } = await place(drawn("ship.svg") + drawn("other.svg"));
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(ids).size).toBe(2);
    for (const name of ids) {
      expect(html).toContain(`url(#${name})`);
      expect(html).toContain(`href="#${name}"`);
    }
  });

  it.each([
    ["is missing", "boat.svg"],
    ["is on the web", "https://example.org/ship.svg"],
    ["is no SVG", "ship.png"],
    ["has an address that cannot be read", "%.svg"],
  ])("stays a picture where it %s", async (_, src) => {
    expect((await place(drawn(src))).html).toBe(drawn(src));
  });
});

it("a drawing that lies elsewhere stays a picture", async () => {
  const { html } = await place(drawn("../ship.svg"), "en", join(folder, "inner"));
  expect(html).toBe(drawn("../ship.svg"));
});

it("a picture without the class stays one", async () => {
  const html = `<img src="ship.svg" alt="">`;
  expect(await place(html)).toEqual({ html, files: [] });
});

it("a talk names the drawings it was made from", async () => {
  const file = join(folder, "en.md");
  await writeFile(file, `# Ship\n\n![A ship](ship.svg) <!-- .element: class="drawing" -->\n`);
  const talk = await loadTalk(file);
  expect(talk.beside).toEqual([join(folder, "ship.svg")]);
  expect(talk.slidesHtml).toContain("<svg");
});

it("a picture whose address cannot be read is a problem with its line, and the talk is read all the same", async () => {
  const file = join(folder, "broken.md");
  const body = `# Ship\n\n<img class="drawing" src="100%.svg">\n\nText \`![no](%.svg)\`\n\n![A](%zz.png) ![B](https://a.example/100%)\n\n![C](50%25.png)\n`;
  await writeFile(file, body);
  await writeFile(join(folder, "50%.png"), "");
  const { deck, slidesHtml } = await loadTalk(file);
  expect(deck.problems.map(({ line, message }) => [line, message])).toEqual([
    [3, `a "%" in the picture's address "100%.svg" stands for no character: did you mean "100%25.svg"?`],
    [7, `a "%" in the picture's address "%zz.png" stands for no character: did you mean "%25zz.png"?`],
  ]);
  expect(slidesHtml).toContain("100%25.svg");
  expect(slidesHtml).toContain(`src="100%.svg"`);
});
