import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ok, problem } from "#core/doctor/finding.ts";
import { satisfies } from "#core/doctor/versions.ts";
import { alike } from "#core/told.ts";
import { kit } from "../../site/kit.ts";
import type { Check } from "../check.ts";

const manifest = z.object({ engines: z.object({ node: z.string() }) });

/** kuroko's own version, and Node's. */
export const check: Check = {
  name: "versions",
  title: { en: "Node and kuroko", ja: "Node と kuroko" },
  order: 20,
  withinMs: 2000,
  run: async () => {
    const { engines } = manifest.parse(JSON.parse(await readFile(join(kit.root, "package.json"), "utf8")));
    const words = `Node ${process.versions.node}, kuroko ${kit.version}`;
    return satisfies(process.versions.node, engines.node)
      ? [ok(alike(words))]
      : [
          problem(
            {
              en: `${words}: this Node is none of ${engines.node}.`,
              ja: `${words}: 必要な Node は ${engines.node} です。`,
            },
            {
              en: "Install a newer Node: https://nodejs.org",
              ja: "新しい Node を入れてください: https://nodejs.org",
            },
          ),
        ];
  },
};
