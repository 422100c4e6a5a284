import { resolve } from "node:path";
import { defineCommand } from "citty";
import { kit } from "#server/adapters/site/kit.ts";
import { findTalk, readShelf } from "#server/adapters/site/shelf.ts";
import { buildStatic } from "#server/adapters/site/static-build.ts";
import { checkOutFolder } from "../cli/out-folder.ts";
import { trustArg, trustWhere } from "../cli/trust.ts";

export default defineCommand({
  meta: {
    name: "build",
    description:
      "Writes a static site that replays the talks step by step, without a server and from any sub-path.",
  },
  args: {
    talk: {
      type: "positional",
      required: false,
      description: "Only this talk (default: all in slides/talks)",
    },
    ...trustArg,
    out: {
      type: "string",
      valueHint: "dist",
      default: "dist",
      description: "Folder to write; replaced as a whole",
    },
  },
  run: async ({ args }) => {
    const cwd = process.env.INIT_CWD ?? process.cwd();
    const out = args.out === "dist" ? resolve(kit.root, "dist") : resolve(cwd, args.out);
    await checkOutFolder(out);
    const talks =
      args.talk === undefined
        ? await readShelf(kit.talks)
        : [(await findTalk(kit.talks, args.talk, cwd)).talk];
    const building = (): void => console.log("Building the browser app …");
    const { pages, files, bytes, leftOut, otherHosts } = await buildStatic({
      talks,
      understudies: kit.understudies,
      out,
      trusts: trustWhere(args.trust),
      building,
    });
    console.log(`${out}: ${pages} pages, ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
    if (otherHosts.length > 0)
      console.error(
        `Slides show what lies elsewhere: ${otherHosts.join(", ")}. Without network it is missing.`,
      );
    for (const file of leftOut)
      console.error(
        `Left out: ${file} is no SVG that can be read, and its talk is not trusted. Save it as plain SVG.`,
      );
  },
});
