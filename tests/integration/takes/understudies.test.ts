import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { createTalkCache } from "#server/adapters/site/talk-cache.ts";
import { createUnderstudies } from "#server/adapters/site/understudies.ts";
import { makeUnderstudyTalk } from "../../e2e/support/understudy-talk.ts";

const TALK = `---
title: Of one name
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here }
---

\`\`\`terminal main
$ date
  id: now
\`\`\`
`;

/** The steps that the compiled understudy plays. */
async function playedIn(folder: string | null): Promise<string[]> {
  const { steps } = JSON.parse(await readFile(join(folder ?? "", "playback.json"), "utf8")) as {
    steps: readonly { readonly step: string }[];
  };
  return steps.map(({ step }) => step);
}

it("of two talks of one name, in two shows at once, none is given the other's understudy", async () => {
  await using mine = await makeUnderstudyTalk(TALK, { main: ["mine"] });
  await using other = await makeUnderstudyTalk(TALK, { main: ["other"] });
  const [one, two] = await Promise.all(
    [mine, other].map(async ({ home, folder }) => {
      const load = createTalkCache(() => true);
      const understudies = createUnderstudies({ home: join(home, "understudies"), load });
      return understudies.folder(await readTalkFolder(folder));
    }),
  );
  expect(await playedIn(one ?? null)).toEqual(["mine"]);
  expect(await playedIn(two ?? null)).toEqual(["other"]);
});
