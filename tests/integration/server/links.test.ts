import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";

const PAGE = `# A talk

Still here.

<img class="drawing" src="outside.svg" alt="Outside">
<img class="drawing" src="inside.svg" alt="Inside">
`;
const svg = (text: string): string => `<svg xmlns="http://www.w3.org/2000/svg"><text>${text}</text></svg>`;

let talk: TestTalk;

beforeAll(async () => {
  talk = await makeTalk({ "en.md": PAGE, "own.svg": svg("its own"), "notes.txt": "its own" });
  const elsewhere = join(talk.home, "elsewhere");
  await mkdir(elsewhere);
  for (const [name, content] of [
    ["key.txt", "secret"],
    ["key.md", "# secret"],
    ["key.svg", svg("secret")],
  ] as const)
    await writeFile(join(elsewhere, name), content);
  const links = {
    "outside.txt": join(elsewhere, "key.txt"),
    "outside.svg": "../../elsewhere/key.svg",
    "outside.md": join(elsewhere, "key.md"),
    folder: elsewhere,
    "inside.svg": "own.svg",
    "inside.txt": "notes.txt",
  };
  for (const [name, to] of Object.entries(links)) await symlink(to, join(talk.folder, name));
});
afterAll(() => talk[Symbol.asyncDispose]());

/** What is given out of the talk, and what troubled the server. */
async function given(path: string, isTrusted: boolean): Promise<{ body: string; troubles: string }> {
  const troubles: unknown[] = [];
  await using show = await openShow(talk, {
    trusts: () => isTrusted,
    log: { building: () => undefined, trouble: (trouble) => troubles.push(trouble) },
  });
  const { body } = await ask(show, `/talks/probe/${path}`);
  return { body, troubles: troubles.map(String).join("\n") };
}

describe("a link in a talk's folder that leads out of it", () => {
  test.each(["outside.txt", "outside.svg", "outside.html", "folder/key.txt", "en.html"])(
    "shows nobody %s, unless the talk is trusted",
    async (path) => {
      expect((await given(path, false)).body).not.toContain("secret");
      expect((await given(path, true)).body).toContain("secret");
    },
  );

  test("is named where it stands for a page", async () => {
    const { troubles } = await given("outside.html", false);
    expect(troubles).toMatch(/cannot open the talk .*outside\.md: it is a link that leads out of its folder/);
  });

  test("is told from one that leads to the talk's own files", async () => {
    for (const path of ["inside.txt", "inside.svg"])
      expect((await given(path, false)).body).toContain("its own");
    const page = (await given("en.html", false)).body;
    expect(page).toContain("Still here.");
    expect(page).toContain("its own</text>");
  });
});
