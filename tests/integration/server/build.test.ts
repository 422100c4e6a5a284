import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { readShelf } from "#server/adapters/site/shelf.ts";
import { makeTalk, TALK, type TestTalk } from "../../support/set-up-show.ts";

const token = `ghp_${"aB3dE6gH9j".repeat(4).slice(0, 36)}`;
let talk: TestTalk;
let out: string;
let elsewhere: readonly string[];

beforeAll(async () => {
  const math = `${TALK}\n\n---\n\n$$ e = mc^2 $$\n\n\`\`\`terminal\n$ echo hello ${token}\n  expct: ${token}\n${token}\n\`\`\`\n`;
  talk = await makeTalk({
    "en.md": math.replace("---", "---\nevent: Harbour\ndate: 2026"),
    "ja.md": `${TALK}\n<!-- .slide: data-background-image="https://pictures.example/a.png" -->\n`,
    "picture.svg": "<svg/>",
    "key.pem": "secret",
  });
  out = join(talk.home, "site");
  const talks = await readShelf(join(talk.home, "talks"));
  const built = await buildStatic({ talks, understudies: join(talk.home, "understudies"), out });
  elsewhere = built.otherHosts;
}, 120_000);

afterAll(() => talk[Symbol.asyncDispose]());

async function textOf(ending: string): Promise<Map<string, string>> {
  const files = (await readdir(out, { recursive: true })).filter((file) => file.endsWith(ending));
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(out, file), "utf8")] as const)),
  );
}

test("there is a page for each language, a list of talks, and what the talk shows", async () => {
  for (const file of ["index.html", "talks/probe/en.html", "talks/probe/ja.html", "talks/probe/picture.svg"])
    expect((await stat(join(out, file))).isFile()).toBe(true);
});

test("the list of talks says what each is, and names languages as their readers do", async () => {
  const html = await readFile(join(out, "index.html"), "utf8");
  expect(html).toMatch(
    /<a href="talks\/probe\/en.html" hreflang="en">A test talk<\/a> <a href="talks\/probe\/ja.html" hreflang="ja">日本語<\/a>\s*<small>Harbour · 2026<\/small>/,
  );
});

test("whom the slides ask besides is told", () => {
  expect(elsewhere).toEqual(["pictures.example"]);
});

test("sources and what else lies in the talk's folder stay at home", async () => {
  const files = await readdir(join(out, "talks/probe"));
  expect(files.sort()).toEqual(["en.html", "ja.html", "picture.svg"]);
});

test("a secret in a step's own line, or in a line that is wrong, is not in the page", async () => {
  const html = await readFile(join(out, "talks/probe/en.html"), "utf8");
  expect(html).toContain(`"lines":["echo hello ghp_•••••"]`);
  expect(html).toContain("&quot;ghp_•••••&quot; is neither a step nor a directive");
  expect(html).not.toContain(token.slice(4, 12));
});

test("pages and styles load by relative addresses only, so that any sub-path will do", async () => {
  for (const [file, html] of await textOf(".html")) {
    const loaded = [...html.matchAll(/<(?:script|link|img|source|iframe)\b[^>]*?\b(?:src|href)="([^"]*)"/g)];
    for (const [, address = ""] of loaded)
      expect([file, address]).toEqual([file, expect.stringMatching(RELATIVE)]);
  }
  const styles = await textOf(".css");
  expect(styles.size).toBeGreaterThan(0);
  for (const [file, css] of styles) {
    const loaded = [...css.matchAll(/(?:url\(|@import\s+)["']?([^"')\s]+)/g)];
    for (const [, address = ""] of loaded)
      expect([file, address]).toEqual([file, expect.stringMatching(RELATIVE)]);
  }
});

const RELATIVE = /^(?!\/)(?!(?!data:)[a-z][a-z\d+.-]*:)./i;

test("the check above sees what it has to", () => {
  for (const bad of ["/app/x.js", "//cdn.example/x.js", "https://cdn.example/x.js", ""])
    expect(bad).not.toMatch(RELATIVE);
  for (const good of ["../../app/x.js", "x.woff2", "./x.css", "data:,"]) expect(good).toMatch(RELATIVE);
});

test("everything that a page loads at once is in the site, and is little", async () => {
  const html = await readFile(join(out, "talks/probe/ja.html"), "utf8");
  const scripts = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)"/g)].map(
    ([, file]) => file ?? "",
  );
  expect(scripts.length).toBeGreaterThan(0);
  const contents = await Promise.all(scripts.map((file) => readFile(join(out, "talks/probe", file))));
  const gzipped = contents.reduce((sum, content) => sum + gzipSync(content).byteLength, 0);
  expect(gzipped).toBeLessThan(60_000);
});

test("a second build replaces the first as a whole", async () => {
  const talks = await readShelf(join(talk.home, "talks"));
  const [first] = talks;
  const english = first
    ? [{ ...first, files: new Map([...first.files].filter(([name]) => name === "en")) }]
    : [];
  await buildStatic({ talks: english, understudies: join(talk.home, "understudies"), out });
  expect((await readdir(join(out, "talks/probe"))).sort()).toEqual(["en.html", "picture.svg"]);
  expect((await readdir(talk.home)).sort()).toEqual(["site", "talks"]);
});

test("the licence of every font and script that is shipped is shipped with it", async () => {
  const fonts = await readFile(join(import.meta.dirname, "../../../slides/themes/fonts.css"), "utf8");
  const packages = new Set([...fonts.matchAll(/@import "@[^/]+\/([^/]+)\//g)].map(([, name]) => name));
  const licenses = await textOf(".txt");
  expect(packages.size).toBeGreaterThan(0);
  for (const name of packages)
    expect(licenses.get(`app/licenses/${name}.txt`)).toContain("SIL OPEN FONT LICENSE");
  expect((await textOf(".md")).get("app/licenses/scripts.md")).toContain("@xterm/xterm");
});
