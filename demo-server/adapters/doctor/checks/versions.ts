import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ok, problem } from "#core/doctor/finding.ts";
import { satisfies } from "#core/doctor/versions.ts";
import { kit } from "../../site/kit.ts";
import type { Check } from "../check.ts";

const manifest = z.object({ engines: z.object({ node: z.string() }) });

/** kuroko's own version, and Node's. */
export const check: Check = {
  name: "versions",
  title: "Node and kuroko",
  order: 20,
  withinMs: 2000,
  run: async () => {
    const { engines } = manifest.parse(JSON.parse(await readFile(join(kit.root, "package.json"), "utf8")));
    const words = `Node ${process.versions.node}, kuroko ${kit.version}`;
    return satisfies(process.versions.node, engines.node)
      ? [ok(`${words}.`)]
      : [
          problem(
            `${words}: this Node is none of ${engines.node}.`,
            "Install a newer Node: https://nodejs.org",
          ),
        ];
  },
};
