import { rm } from "node:fs/promises";
import { defineCommand } from "citty";
import { join } from "node:path";
import { findTake, understudyOf } from "#server/adapters/takes/find.ts";
import { isSafeFileName } from "#server/adapters/takes/names.ts";
import { listTakes } from "#server/adapters/takes/read.ts";
import { UsageError } from "../../cli/errors.ts";
import { takeFolders } from "./places.ts";

export default defineCommand({
  meta: { name: "rm", description: "Removes a recorded take. A copy that is kept as understudy stays." },
  args: {
    take: {
      type: "positional",
      required: true,
      description: "The id of a take, in full, for what is removed is gone; kuroko takes list shows them",
    },
  },
  run: async ({ args }) => {
    const folder = join(takeFolders.recorded, args.take);
    const isThere =
      isSafeFileName(args.take) &&
      (await listTakes(takeFolders.recorded)).some((take) => take.folder === folder);
    if (!isThere) {
      const near = await findTake(takeFolders, args.take);
      throw new UsageError(`"${args.take}" is not a whole id; did you mean "${near.manifest.id}"?`);
    }
    await rm(folder, { recursive: true });
    const talk = args.take.replace(/-\d{8}-\d{6}.*$/, "");
    const kept = await understudyOf(takeFolders, talk).catch(() => undefined);
    const stays = kept?.manifest.id === args.take ? " Its copy in assets/understudies stays." : "";
    console.log(`${args.take} is removed.${stays}`);
  },
});
