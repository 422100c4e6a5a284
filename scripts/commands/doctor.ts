import { defineCommand } from "citty";
import { namedTalk, talkArg } from "../cli/named-talk.ts";
import { showArgs } from "../cli/show-args.ts";

export default defineCommand({
  meta: {
    name: "doctor",
    description:
      "Says what would go wrong on stage, and what to do about it, in under 10 seconds. Exit code 0: fine, 1: problems.",
  },
  args: {
    talk: talkArg,
    live: {
      type: "boolean",
      default: false,
      description: "The show will be live: what only that needs is a problem where it is missing",
    },
    network: {
      type: "boolean",
      default: false,
      description: "Ask a public page too, whether the network leads out or to a login page",
    },
    lang: showArgs.lang,
    port: showArgs.port,
    host: showArgs.host,
    json: { type: "boolean", default: false, description: "The same as JSON" },
  },
  run: async ({ args }) => {
    const { parsePort } = await import("../cli/show-options.ts");
    const listen = { host: args.host, port: parsePort(args.port) };
    const { runDoctor } = await import("../doctor/run.ts");
    await runDoctor(await namedTalk(args.talk, args.lang), {
      live: args.live,
      network: args.network,
      json: args.json,
      listen,
    });
  },
});
