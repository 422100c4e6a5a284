import { defineCommand } from "citty";
import { showArgs } from "../cli/show-args.ts";

export default defineCommand({
  meta: {
    name: "dev",
    description: "Shows a talk while you write it: saving its Markdown changes the slide in place.",
  },
  args: showArgs,
  run: async ({ args }) => {
    const { runShow } = await import("../cli/run-show.ts");
    await runShow(args, true);
  },
});
