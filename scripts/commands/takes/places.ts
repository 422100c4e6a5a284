import { join } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import type { TakeFolders } from "#server/adapters/takes/find.ts";

/** Where this checkout keeps its takes. */
export const takeFolders: TakeFolders = {
  recorded: join(kit.state, "takes"),
  understudies: kit.understudies,
};

/** The flag that names a take. */
export const takeArg = {
  type: "positional",
  required: false,
  description: "Id of a take, or its beginning, or a talk for its understudy (default: the newest take)",
} as const;
