import { defineCommand } from "citty";
import { showArgs } from "../cli/show-args.ts";

export default defineCommand({
  meta: {
    name: "start",
    description:
      "Shows a talk. Steps play from the understudy unless --live is given; the address is the presenter's own.",
  },
  args: showArgs,
  run: async ({ args }) => {
    const { runShow } = await import("../cli/run-show.ts");
    await runShow(args, false);
  },
});
