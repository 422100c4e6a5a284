import { defineCommand } from "citty";
import { trustArg } from "../cli/trust.ts";

export default defineCommand({
  meta: {
    name: "relay",
    description:
      "Serves viewers of a show that runs on another machine with `kuroko start --redis`. It holds no shell and no key. Several may stand behind one load balancer: docs/audience.md.",
  },
  args: {
    talk: {
      type: "positional",
      required: false,
      description: "The same talk as on the stage, by name or by path",
    },
    redis: {
      type: "string",
      valueHint: "redis://host:6379",
      description:
        "The Redis of the stage; also from KUROKO_REDIS, so that no password stands in a command line",
    },
    host: { type: "string", valueHint: "0.0.0.0", default: "0.0.0.0", description: "Address to listen on" },
    port: {
      type: "string",
      valueHint: "4401",
      default: "4401",
      description: "Another free one when it is taken; 0 for any",
    },
    public: {
      type: "string",
      valueHint: "https://talk.example.org",
      description: "How browsers name what stands before it; several with commas between them",
    },
    ...trustArg,
    lang: {
      type: "string",
      valueHint: "ja",
      description: "Language to begin with (default: the talk's first)",
    },
  },
  run: async ({ args }) => {
    const { runRelay } = await import("../cli/run-relay.ts");
    await runRelay(args);
  },
});
