import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kit } from "#server/adapters/site/kit.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { formatLearned, learn, LEARNED_FILE } from "#server/adapters/takes/learn.ts";
import { readTake } from "#server/adapters/takes/read.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";

const pictures = join(kit.root, "scripts/pictures");

describe.each([
  { talk: "coreos-docker", talks: kit.talks, understudies: kit.understudies },
  { talk: "swarm-scaling", talks: kit.talks, understudies: kit.understudies },
  { talk: "hello", talks: kit.talks, understudies: kit.understudies },
  { talk: "shop", talks: pictures, understudies: join(pictures, "understudies") },
])("the understudy of $talk", ({ talk, talks, understudies }) => {
  it("teaches by the rules that its talk has now, in all languages", async () => {
    const folder = join(understudies, talk);
    const kept = await readFile(join(folder, LEARNED_FILE), "utf8");
    const { files } = await readTalkFolder(join(talks, talk));
    expect(files.size).toBeGreaterThan(0);
    for (const file of files.values()) {
      const { compare } = (await loadTalk(file)).deck;
      expect(kept).toBe(formatLearned(await learn(await readTake(folder), compare), compare));
    }
  });
});
