import { defineCommand } from "citty";
import { ANY_NUMBER } from "../cli/check-arguments.ts";
import { startEngine } from "../cli/docker-engine.ts";
import { setUp } from "../cli/set-up.ts";
import { runTests } from "../cli/run-tests.ts";

export default defineCommand({
  meta: { name: "test", description: "Sets this machine up for the tests and runs them." },
  args: {
    files: {
      type: "positional",
      required: false,
      valueHint: ANY_NUMBER,
      description: "Parts of the names of test files (default: all)",
    },
    project: {
      type: "enum",
      options: ["unit", "integration", "e2e"],
      description: "Only tests of this kind; integration has the contract tests too",
    },
    name: { type: "string", valueHint: "pattern", description: "Only tests whose name matches" },
    watch: { type: "boolean", default: false, description: "Run again whenever a file is saved" },
    setup: {
      type: "boolean",
      default: true,
      description: "Install what is missing",
      negativeDescription: "Install nothing",
    },
  },
  run: async ({ args }) => {
    if (args.setup) await setUp();
    const stopEngine = args.project === "unit" ? undefined : await startEngine();
    const { passed, failed, skipped } = await runTests({
      files: args._,
      ...(args.project === undefined ? {} : { project: args.project }),
      ...(args.name === undefined ? {} : { name: args.name }),
      watch: args.watch,
    }).finally(stopEngine);
    for (const { name, why } of skipped) console.log(`skipped: ${name} (${why})`);
    console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
    process.exitCode = failed > 0 ? 1 : 0;
  },
});
