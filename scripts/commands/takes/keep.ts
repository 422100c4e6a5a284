import { join, relative } from "node:path";
import { defineCommand } from "citty";
import { stepsOf } from "#core/deck/model.ts";
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
    const { folder, bytes, changed, manifest } = await keepTake(
      take,
      join(takeFolders.understudies, take.manifest.talk),
    );
    const where = relative(process.cwd(), folder);
    if (changed) console.log(`${manifest.id} is kept in ${where} (${Math.ceil(bytes / 1024)} KB).`);
    else console.log(`${manifest.id} was kept already in ${where}.`);
    for (const warning of await warnings(take)) console.warn(style("yellow", warning));
  },
});

const WHY = { missing: "has no run in it", failed: "failed in it", open: "had not ended in it" };

/** What the talk, as it is now, would miss in this take. */
async function warnings({ manifest }: Take): Promise<string[]> {
  const { files } = await readTalkFolder(join(kit.talks, manifest.talk));
  const file = files.get(manifest.language) ?? [...files.values()][0];
  if (file === undefined) return [`There is no talk "${manifest.talk}" in slides/talks to compare it with.`];
  const { deck } = await loadTalk(file);
  return stepsToRecord(manifest, stepsOf(deck)).map(({ step, why }) => `step "${step}" ${WHY[why]}`);
}
