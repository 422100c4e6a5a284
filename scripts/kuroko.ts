import { commandTable } from "./cli/command-table.ts";
import { exitCodeOf, sentenceOf } from "./cli/errors.ts";
import { remindOfCloud } from "./cli/remind-of-cloud.ts";
import { runKuroko } from "./cli/run.ts";

/** A new command is a file in `commands/` and a line here. It is imported only when it is asked for. */
const commands = commandTable({
  start: ["show a talk: recorded, or live with --live", () => import("./commands/start.ts")],
  dev: ["the same, with hot reload of the talk and of the kit", () => import("./commands/dev.ts")],
  relay: [
    "show the room what a stage on another machine shows, for more viewers than it can serve",
    () => import("./commands/relay.ts"),
  ],
  build: ["write a static site that replays the talks without a server", () => import("./commands/build.ts")],
  lab: [
    "make the cluster of the talk on this computer, reset it, take it down",
    () => import("./commands/lab.ts"),
  ],
  doctor: ["say what would go wrong on stage, and what to do about it", () => import("./commands/doctor.ts")],
  rehearse: [
    "run all steps of a talk, check them, and write a report",
    () => import("./commands/rehearse.ts"),
  ],
  reset: ["bring a talk's demo back to where it begins", () => import("./commands/reset.ts")],
  takes: ["list, show, keep and export what was recorded", () => import("./commands/takes.ts")],
  bench: ["measure it beside others of its kind", () => import("./commands/bench.ts")],
  test: ["run all tests, after setting this machine up for them", () => import("./commands/test.ts")],
  setup: ["install what the tests need of this machine", () => import("./commands/setup.ts")],
  screenshots: ["take the pictures of the documentation", () => import("./commands/screenshots.ts")],
});

try {
  await runKuroko(commands, process.argv.slice(2));
} catch (error) {
  console.error(process.env.KUROKO_DEBUG ? error : `kuroko: ${sentenceOf(error)}`);
  process.exitCode = exitCodeOf(error);
}
await remindOfCloud(process.argv.slice(2));
