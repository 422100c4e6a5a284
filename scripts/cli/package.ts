import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { kit } from "#server/adapters/site/kit.ts";

const manifest = z.object({
  kuroko: z.object({ talk: z.string() }),
  scripts: z.object({ start: z.string() }),
});

/** The talk that is shown when none is named: `kuroko.talk` in package.json. */
export function defaultTalk(): string {
  return read().kuroko.talk;
}

/** The flags that `npm start` gives to Node: what is measured must run as a show does. */
export function showFlags(): string[] {
  return read()
    .scripts.start.split(/\s+/)
    .filter((word) => word.startsWith("--"));
}

function read(): z.infer<typeof manifest> {
  return manifest.parse(JSON.parse(readFileSync(join(kit.root, "package.json"), "utf8")));
}
