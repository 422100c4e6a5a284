import { defineCommand } from "citty";

export default defineCommand({
  meta: {
    name: "bench",
    description:
      "Measures live panes beside a plain page and wetty, replay beside asciinema-player (both from npm, kept in .cache/bench), the map, how many viewers it carries, and how soon the understudy is there.",
  },
  args: {
    rounds: { type: "string", valueHint: "3", default: "3", description: "How often each thing is measured" },
    only: {
      type: "string",
      valueHint: "typing",
      description: "One of typing, cat, yes, seek, map, audience, understudy",
    },
    quick: {
      type: "boolean",
      default: false,
      description: "Small and short: whether everything can be measured, not how fast it is",
    },
    json: { type: "boolean", default: false, description: "Print all samples as JSON instead of tables" },
  },
  run: async ({ args }) => {
    const { runBench } = await import("../bench/run.ts");
    await runBench(args);
  },
});
