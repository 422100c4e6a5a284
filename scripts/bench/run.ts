import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kit } from "#server/adapters/site/kit.ts";
import { style } from "../cli/style.ts";
import { describeMachine } from "./machine.ts";
import { parseOptions } from "./options.ts";
import { versionOf } from "./peers/install.ts";
import { openWorkshop } from "./workshop.ts";
import { report } from "./report.ts";
import { runRounds } from "./rounds.ts";
import type { Results } from "./samples.ts";

/** Measures, prints, and keeps the samples. A missed aim is no failure; what could not be measured is. */
export async function runBench(rawFlags: unknown): Promise<void> {
  const options = parseOptions(rawFlags);
  const say = (text: string): void => console.error(style("dim", text));
  const now = new Date();
  const workshop = await openWorkshop(options.load, say);
  try {
    const { samples, failures } = await runRounds(options, workshop, say);
    const results: Results = {
      measuredAt: now.toISOString(),
      machine: describeMachine(workshop.browser),
      versions: {
        kuroko: kit.version,
        wetty: (await versionOf(workshop.installed, "wetty")) ?? "missing",
        "asciinema-player": (await versionOf(workshop.installed, "asciinema-player")) ?? "missing",
      },
      rounds: options.rounds,
      quick: options.quick,
      samples,
      failures,
    };
    const kept = await keep(results);
    console.log(options.json ? JSON.stringify(results) : `\n${report(results)}\n`);
    say(`All samples: ${kept}`);
    if (failures.length > 0) process.exitCode = 1;
  } finally {
    await workshop.close();
  }
}

async function keep(results: Results): Promise<string> {
  const folder = join(kit.state, "bench");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${results.measuredAt.slice(0, 19).replaceAll(":", "")}.json`);
  await writeFile(file, JSON.stringify(results));
  return file;
}
