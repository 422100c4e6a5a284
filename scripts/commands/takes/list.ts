import { relative } from "node:path";
import { defineCommand } from "citty";
import { didYouMean } from "#core/closest.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { readShelf } from "#server/adapters/site/shelf.ts";
import { isReadable, understudyOf } from "#server/adapters/takes/find.ts";
import { listTakes, type ListedTake, type Take } from "#server/adapters/takes/read.ts";
import { UsageError } from "../../cli/errors.ts";
import { style } from "../../cli/style.ts";
import { takeFolders } from "./places.ts";
import { duration, outcomes, table, when } from "./table.ts";

export default defineCommand({
  meta: { name: "list", description: "Lists the takes, oldest first; * marks the one that is kept." },
  args: {
    talk: { type: "positional", required: false, description: "Only takes of this talk" },
    json: { type: "boolean", default: false, description: "One JSON array for programs" },
  },
  run: async ({ args }) => {
    const takes = await listTakes(takeFolders.recorded, args.talk);
    const kept = await keptIds(takes.filter(isReadable));
    if (args.json)
      console.log(
        JSON.stringify(
          takes.map((take) => asJson(take, kept)),
          null,
          2,
        ),
      );
    else if (takes.length === 0) console.log(await whyNone(args.talk));
    else console.log(takesTable(takes, kept));
  },
});

/** Rejects where the talk that was asked for is none. */
async function whyNone(talk: string | undefined): Promise<string> {
  const recorded = (await listTakes(takeFolders.recorded)).filter(isReadable);
  const having = [...new Set<string>(recorded.map(({ manifest }) => manifest.talk))].sort();
  const others = having.length === 0 ? "" : `; there are takes of ${having.join(", ")}`;
  const shelf = (await readShelf(kit.talks)).map((known): string => known.talk);
  if (talk !== undefined && !shelf.includes(talk))
    throw new UsageError(`there is no talk "${talk}"${didYouMean(talk, [...shelf, ...having])}${others}`);
  return `No takes${talk === undefined ? "" : ` of ${talk}`} yet: kuroko start --live records every run${others}.`;
}

async function keptIds(takes: readonly Take[]): Promise<ReadonlySet<string>> {
  const talks = [...new Set(takes.map(({ manifest }) => manifest.talk))];
  const kept = await Promise.all(talks.map((talk) => understudyOf(takeFolders, talk).catch(() => undefined)));
  return new Set(kept.flatMap((take) => (take ? [take.manifest.id] : [])));
}

function takesTable(takes: readonly ListedTake[], kept: ReadonlySet<string>): string {
  const rows = takes
    .filter(isReadable)
    .map(({ manifest }) => [
      kept.has(manifest.id) ? "*" : " ",
      manifest.id,
      manifest.talk,
      when(manifest.recordedAt),
      duration(manifest.durationMs),
      outcomes(manifest),
    ]);
  const damaged = takes.flatMap((take) =>
    "damage" in take ? [style("yellow", `damaged: ${take.damage}`)] : [],
  );
  const head = [" ", "TAKE", "TALK", "RECORDED", "LENGTH", "STEPS"];
  return [...(rows.length > 0 ? [table([head, ...rows])] : []), ...damaged].join("\n");
}

function asJson(take: ListedTake, kept: ReadonlySet<string>): object {
  const folder = relative(process.cwd(), take.folder);
  if (!isReadable(take)) return { folder, damage: take.damage };
  const { panes, steps, ...facts } = take.manifest;
  return {
    ...facts,
    folder,
    kept: kept.has(facts.id),
    panes: panes.map(({ pane }) => pane),
    steps: steps.map(({ step, outcome, status }) => ({ step, outcome, status })),
  };
}
