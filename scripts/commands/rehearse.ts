import { defineCommand } from "citty";
import { namedTalk, talkArg } from "../cli/named-talk.ts";

export default defineCommand({
  meta: {
    name: "rehearse",
    description:
      "Runs all steps of a talk for real, checks them against what they should print and against the understudy, and writes a report. Exit code 0: the show could go on.",
  },
  args: {
    talk: talkArg,
    lang: { type: "string", valueHint: "ja", description: "Language of the talk (default: the system's)" },
    only: { type: "string", valueHint: "step,step", description: "Only these steps" },
    "keep-going": {
      type: "boolean",
      default: false,
      description: "Go on behind a step that failed (default: the rest is not run)",
    },
    reset: {
      type: "boolean",
      default: true,
      description: "Bring the demo back to its start first, as the talk says",
      negativeDescription: "Begin with the demo as it is",
    },
    fast: {
      type: "boolean",
      default: false,
      description: "Type each step at once; such a take is no good understudy",
    },
    strict: {
      type: "boolean",
      default: false,
      description: "Output that differs from the understudy's is a failure too",
    },
    browser: {
      type: "boolean",
      default: false,
      description: "Press the keys in a real deck, in Chromium without a window",
    },
    report: {
      type: "string",
      valueHint: "folder",
      description: "Where the reports go (default: .kuroko/rehearsals/<take>)",
    },
    json: {
      type: "boolean",
      default: false,
      description: "Print the report as JSON, and progress to nowhere",
    },
  },
  run: async ({ args }) => {
    const named = await namedTalk(args.talk, args.lang);
    const { runRehearsal } = await import("../rehearse/run.ts");
    process.exitCode = await runRehearsal(named, {
      only: args.only === undefined ? null : args.only.split(","),
      keepGoing: args["keep-going"],
      reset: args.reset,
      fast: args.fast,
      strict: args.strict,
      browser: args.browser,
      report: args.report,
      json: args.json,
    });
  },
});
