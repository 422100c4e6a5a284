import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { kit } from "#server/adapters/site/kit.ts";

const manifest = z.object({ kuroko: z.object({ talk: z.string() }) });

/** The talk that is shown when none is named: `kuroko.talk` in package.json. */
export function defaultTalk(): string {
  const text = readFileSync(join(kit.root, "package.json"), "utf8");
  return manifest.parse(JSON.parse(text)).kuroko.talk;
}
