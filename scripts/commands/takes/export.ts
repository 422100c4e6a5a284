import { relative, resolve } from "node:path";
import { defineCommand } from "citty";
import { exportTake } from "#server/adapters/takes/export.ts";
import { findTake } from "#server/adapters/takes/find.ts";
import { UsageError } from "../../cli/errors.ts";
import { takeArg, takeFolders } from "./places.ts";

export default defineCommand({
  meta: {
    name: "export",
    description: "Writes a take as plain .cast files, one for each pane, for asciinema.",
  },
  args: {
    take: takeArg,
    to: {
      type: "string",
      valueHint: "folder",
      description: "Folder to write to (default: named like the take)",
    },
    asciicast: {
      type: "string",
      valueHint: "2",
      default: "3",
      description: "Version of the format: 3, or 2 for an asciinema before 3.0",
    },
  },
  run: async ({ args }) => {
    if (args.asciicast !== "2" && args.asciicast !== "3") {
      throw new UsageError(`--asciicast takes 2 or 3, not "${args.asciicast}"`);
    }
    const take = await findTake(takeFolders, args.take);
    const folder = resolve(process.env.INIT_CWD ?? process.cwd(), args.to ?? take.manifest.id);
    for (const { pane, file } of await exportTake(take, folder, args.asciicast === "2" ? 2 : 3)) {
      if (file === null) console.warn(`${pane}: nothing was shown in this pane, so it has no file`);
      else console.log(shorter(file));
    }
  },
});

function shorter(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
