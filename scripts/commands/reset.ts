import { defineCommand } from "citty";
import { namedTalk, talkArg } from "../cli/named-talk.ts";

export default defineCommand({
  meta: {
    name: "reset",
    description:
      "Brings a talk's demo back to where it begins: runs what the talk's front matter says under \"reset\".",
  },
  args: {
    talk: talkArg,
    "dry-run": { type: "boolean", default: false, description: "Only say what would be run" },
  },
  run: async ({ args }) => {
    const { loaded } = await namedTalk(args.talk);
    const { sayEach } = await import("../cli/talk-problems.ts");
    const { resetWords, runReset } = await import("../cli/run-reset.ts");
    const { resetLine } = await import("#core/show/reset.ts");
    const { deck } = loaded;
    sayEach(deck.problems.filter(({ message }) => message.startsWith("reset: ")));
    if (deck.reset.length === 0)
      throw new Error(
        `"${deck.talk}" does not say how its demo goes back to its start: write "reset:" in its front matter (docs/writing-a-talk.md)`,
      );
    if (args["dry-run"]) {
      for (const { where, line } of deck.reset.map(resetLine)) console.log(`  ${where}  ${line}`);
      return;
    }
    const stop = { now: () => undefined };
    process.once("SIGINT", () => {
      process.exitCode = 130;
      stop.now();
    });
    const state = await runReset(loaded, console.log, stop);
    console.log(resetWords(state));
    if (state.at === "failed") process.exitCode ??= 1;
  },
});
