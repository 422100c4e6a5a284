import { join, relative } from "node:path";
import { defineCommand } from "citty";
import { stepsOf, type Deck } from "#core/deck/model.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { readTalkFolder } from "#server/adapters/site/shelf.ts";
import { findTake } from "#server/adapters/takes/find.ts";
import { keepTake, stepsToRecord } from "#server/adapters/takes/keep.ts";
import type { Take } from "#server/adapters/takes/read.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { style } from "../../cli/style.ts";
import { takeArg, takeFolders } from "./places.ts";

export default defineCommand({
  meta: {
    name: "keep",
    description: "Makes a take the talk's understudy, in assets/understudies, to be committed.",
  },
  args: { take: { ...takeArg, description: "Id of a take, or its beginning (default: the newest take)" } },
  run: async ({ args }) => {
    const take = await findTake(takeFolders, args.take);
    const deck = await deckOf(take);
    const home = join(takeFolders.understudies, take.manifest.talk);
    const { folder, bytes, changed, manifest } = await keepTake(take, home, deck?.compare);
    const where = relative(process.cwd(), folder);
    if (changed) console.log(`${manifest.id} is kept in ${where} (${Math.ceil(bytes / 1024)} KB).`);
    else console.log(`${manifest.id} was kept already in ${where}.`);
    for (const warning of warnings(take, deck)) console.warn(style("yellow", warning));
  },
});

const WHY = { missing: "has no run in it", failed: "failed in it", open: "had not ended in it" };

/** The talk as it is now. */
async function deckOf({ manifest }: Take): Promise<Deck | null> {
  const { files } = await readTalkFolder(join(kit.talks, manifest.talk));
  const file = files.get(manifest.language) ?? [...files.values()][0];
  return file === undefined ? null : (await loadTalk(file)).deck;
}

/** What the talk would miss in this take. */
function warnings({ manifest }: Take, deck: Deck | null): string[] {
  if (!deck) return [`There is no talk "${manifest.talk}" in slides/talks to compare it with.`];
  return stepsToRecord(manifest, stepsOf(deck)).map(({ step, why }) => `step "${step}" ${WHY[why]}`);
}
