import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTalks } from "#server/adapters/talks/list.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kuroko-talks-"));
  await mkdir(join(root, "ships"));
  await mkdir(join(root, "empty"));
  await writeFile(
    join(root, "ships", "ja.md"),
    "\uFEFF---\r\ntitle: 船\r\n---\r\n# 船\r\n\r\n---\r\n\r\n```terminal\r\n$ ls\r\n```\r\n",
  );
  await writeFile(join(root, "ships", "en.md"), "# Ships");
  await writeFile(join(root, "ships", "README.md"), "# No talk");
});

afterAll(() => rm(root, { recursive: true }));

describe("a talk's file", () => {
  it("is read with Windows' line ends and a byte order mark", async () => {
    const talk = await loadTalk(join(root, "ships", "ja.md"));
    expect(talk).toMatchObject({ folder: join(root, "ships"), file: join(root, "ships", "ja.md") });
    expect(talk.deck.head.title).toBe("船");
    expect(talk.deck.slides[1]?.scenes[0]?.steps[0]).toMatchObject({ line: 9, lines: ["ls"] });
    expect(talk.slidesHtml).toContain("<h1>船</h1>");
  });

  it("that is missing rejects, and says so", async () => {
    const file = join(root, "ships", "fr.md");
    await expect(loadTalk(file)).rejects.toThrow(`cannot open the talk ${file}: there is no such file`);
  });
});

it("all talks of a folder are listed with their languages", async () => {
  expect(await listTalks(root)).toEqual([
    {
      talk: "ships",
      title: "Ships",
      languages: [
        { language: "en", file: join(root, "ships", "en.md") },
        { language: "ja", file: join(root, "ships", "ja.md") },
      ],
    },
  ]);
});
