import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({ version: z.string(), kuroko: z.object({ talk: z.string() }) });

function read(): z.infer<typeof manifest> {
  return manifest.parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));
}

/** kuroko's own version, as package.json has it. */
export function version(): string {
  return read().version;
}

/** The talk that is shown when none is named: `kuroko.talk` in package.json. */
export function defaultTalk(): string {
  return read().kuroko.talk;
}
