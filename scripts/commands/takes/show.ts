import { relative } from "node:path";
import { defineCommand } from "citty";
import { describeFailure } from "#core/steps/failure.ts";
import type { RecordedCluster, RecordedStep } from "#core/takes/manifest.ts";
import { readTimeline } from "#server/adapters/takes/cluster-file.ts";
import { findTake } from "#server/adapters/takes/find.ts";
import { TakeError, type Take } from "#server/adapters/takes/read.ts";
import { style } from "../../cli/style.ts";
import { takeArg, takeFolders } from "./places.ts";
import { duration, table, when } from "./table.ts";

export default defineCommand({
  meta: {
    name: "show",
    description: "Shows one take: its panes, its steps, how each ended and how long it took.",
  },
  args: {
    take: takeArg,
    json: { type: "boolean", default: false, description: "The whole manifest as JSON" },
  },
  run: async ({ args }) => {
    const take = await findTake(takeFolders, args.take);
    const { manifest, folder } = take;
    if (args.json) {
      console.log(JSON.stringify(manifest, null, 2));
      return;
    }
    const facts = [
      ["take", manifest.id],
      ["talk", `${manifest.talk} (${manifest.language}): ${manifest.title}`],
      [
        "recorded",
        `${when(manifest.recordedAt)} on ${manifest.recordedOn}, ${duration(manifest.durationMs)}`,
      ],
      ["panes", manifest.panes.map(({ pane, cols, rows }) => `${pane} ${cols}x${rows}`).join(", ")],
      ...(manifest.cluster ? [["cluster", await aboutCluster(take, manifest.cluster)]] : []),
      ["folder", relative(process.cwd(), folder) || "."],
    ];
    const steps = manifest.steps.map((step) => [
      at(step),
      step.pane,
      step.step,
      outcome(step),
      step.lines[0] ?? "",
    ]);
    console.log(table(facts));
    if (steps.length > 0) console.log(`\n${table([["AT", "PANE", "STEP", "ENDED", "COMMAND"], ...steps])}`);
    else console.log("\nNo step was run.");
  },
});

async function aboutCluster(take: Take, { source }: RecordedCluster): Promise<string> {
  try {
    const entries = await readTimeline(take);
    return `${source}, ${entries?.length ?? 0} changes`;
  } catch (cause) {
    if (cause instanceof TakeError) return style("red", `${source}: ${cause.message}`);
    throw cause;
  }
}

function at({ startMs }: RecordedStep): string {
  return duration(startMs);
}

function outcome({ outcome: kind, enterMs, startMs, endMs, failure, status }: RecordedStep): string {
  if (endMs === null) return style("yellow", "still open");
  const took = `in ${duration(endMs - (enterMs ?? startMs))}`;
  if (kind === "failed")
    return style("red", `failed ${took}: ${failure ? describeFailure(failure) : `status ${String(status)}`}`);
  return `${status === null || status === 0 ? "done" : `done (${status})`} ${took}`;
}
