import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatProblem } from "#core/problem.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { createTalkCache } from "#server/adapters/site/talk-cache.ts";
import { listTalks } from "#server/adapters/talks/list.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";

let folder: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "kuroko-flaws-")), "t");
  await mkdir(join(folder, "pictures"), { recursive: true });
  await writeFile(join(folder, "pictures", "a ship.png"), "");
  await writeFile(join(folder, "plan.xcf"), "");
});

afterAll(() => rm(join(folder, ".."), { recursive: true }));

/** What is wrong with a talk of these lines, and its slides. */
async function said(...lines: string[]) {
  await writeFile(join(folder, "en.md"), lines.join("\n"));
  const { deck, slidesHtml, beside } = await loadTalk(join(folder, "en.md"));
  return { problems: deck.problems.map(formatProblem), slidesHtml, beside };
}

describe("a file that a slide shows", () => {
  it("elsewhere is not named to a stranger's talk, nor what lies beside it", async () => {
    await writeFile(join(folder, "../diary.png"), "");
    await symlink("..", join(folder, "out"));
    for (const address of ["../diary.png", "../dairy.png", "out/dairy.png"]) {
      await writeFile(join(folder, "en.md"), `![x](${address})`);
      const { problems } = (await loadTalk(join(folder, "en.md"), false)).deck;
      const told = `t/en.md:1: "${address}" does not lie in the talk's folder, and is not given out`;
      expect(problems.map(formatProblem)).toEqual([told]);
    }
  });

  it.each([
    [
      `![x](pictures/a%20shp.png)`,
      `there is no file "pictures/a shp.png" in the talk's folder; did you mean "pictures/a ship.png"?`,
    ],
    [`![x](nowhere.png)`, `there is no file "nowhere.png" in the talk's folder`],
    [`![x](pictures)`, `there is no file "pictures" in the talk's folder`],
    [`<video data-src="film.mp4"></video>`, `there is no file "film.mp4" in the talk's folder`],
    [
      `<!-- .slide: data-background-image="night.jpg" -->`,
      `there is no file "night.jpg" in the talk's folder`,
    ],
    [`<!-- .slide: data-background="night.jpg" -->`, `there is no file "night.jpg" in the talk's folder`],
    [
      `![x](/ship.png)`,
      `the address "/ship.png" begins with a slash: write the file's path from the talk's folder`,
    ],
    [
      `![x](plan.xcf)`,
      `"plan.xcf" is not given out: it is no picture, film or sound that a browser shows, or hidden`,
    ],
  ])("and nobody will see is said with its line: %s", async (line, message) => {
    const { problems, slidesHtml } = await said("# Ships", "", "---", "", "## One", "", line);
    expect(problems).toEqual([`t/en.md:7: ${message}`]);
    expect(slidesHtml).toMatch(
      /<section[^>]*data-slide="1">\n<div class="slide-problem" role="alert"><strong>t\/en\.md:7</,
    );
  });

  it.each([
    "![x](pictures/a%20ship.png)",
    "![x](<pictures/a ship.png>)",
    `<img src="./pictures/a ship.png?v=2#top">`,
    "![x](https://example.org/no.png)",
    "![x](data:image/png;base64,AA)",
    "`![x](no.png)`",
    "```md\n![x](no.png)\n```",
    "<!-- ![x](no.png) <img src=no.png> -->",
    `<!-- .slide: data-background="#123" data-background-image="pictures/a%20ship.png" -->`,
  ])("is not complained of where it is there, or is none: %s", async (line) => {
    expect((await said("# Ships", line)).problems).toEqual([]);
  });

  it("is seen when it comes, without a change of the text", async () => {
    const file = join(folder, "late.md");
    const load = createTalkCache(() => true);
    await writeFile(file, "![x](late.png)");
    expect((await load(file)).deck.problems).toHaveLength(1);
    await writeFile(join(folder, "late.png"), "");
    expect((await load(file)).deck.problems).toEqual([]);
  });
});

describe("a formula that is wrong", () => {
  it.each([
    [
      "Text $\\frac{1}{$ and more",
      `the formula "\\frac{1}{" is wrong: unexpected end of input in a macro argument, expected '}'`,
    ],
    ["$$\\nosuch{a} < b$$", `the formula "\\nosuch{a} < b" is wrong: undefined control sequence: \\nosuch`],
    ["`$a'{$`", `the formula "a'{" is wrong: expected '}', got 'EOF'`],
  ])("is said with its line, and shown as it was written: %s", async (line, message) => {
    const { problems, slidesHtml } = await said("# Ships", "", line);
    expect(problems).toEqual([`t/en.md:3: ${message}`]);
    expect(slidesHtml).toContain(`color:var(--bad)`);
  });
});

it("the kit's own talks have nothing of the sort", async () => {
  const files = (await listTalks(kit.talks)).flatMap(({ languages }) => languages.map(({ file }) => file));
  const decks = await Promise.all(files.map(async (file) => (await loadTalk(file)).deck));
  expect(decks.length).toBeGreaterThan(5);
  expect(decks.flatMap(({ problems }) => problems)).toEqual([]);
});

it("a diagram knows where it was written: what is wrong with it is seen in the browser only", async () => {
  const { slidesHtml } = await said("# Ships", "", "```js", "```", "", "```mermaid", "graph TD", "```");
  expect(slidesHtml).toContain(`<div class="mermaid" data-diagram data-file="t/en.md" data-line="6">`);
});
