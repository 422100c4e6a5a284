/** What a kept take teaches about its steps: what each of them prints, kept beside the casts as `learned.json`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { compareRules, learnedFrom, printedIn, type LearnedOutputs } from "#core/compare/learn.ts";
import { NORMALISER } from "#core/compare/normalise.ts";
import type { LearnedOutput } from "#core/compare/seen.ts";
import type { CompareSetting } from "#core/deck/model.ts";
import { id, type StepId } from "#core/ids.ts";
import type { Cast } from "#core/takes/cast.ts";
import { bestRun } from "#core/takes/manifest.ts";
import { parseCast } from "./events.ts";
import { readCastText, readTake, type Take } from "./read.ts";

export const LEARNED_FILE = "learned.json";

const LARGEST_CHARS = 16 * 1024 * 1024;

const schema = z.object({
  version: z.literal(1),
  normaliser: z.int(),
  ignore: z.array(z.string()),
  steps: z.record(z.string(), z.object({ lines: z.array(z.string()), whole: z.boolean() })),
});

/** What the steps of a take printed. A pane that cannot be read teaches nothing. */
export async function learn(take: Take, setting: CompareSetting): Promise<LearnedOutputs> {
  const rules = compareRules(setting);
  const learned = new Map<StepId, LearnedOutput>();
  for (const { pane, startsAtMs } of take.manifest.panes) {
    const cast = await castOf(take, pane);
    if (!cast) continue;
    const steps = new Set(take.manifest.steps.filter((run) => run.pane === pane).map(({ step }) => step));
    for (const step of steps) {
      const run = bestRun(take.manifest, step);
      const printed = run?.outcome === "done" ? printedIn(cast, run, startsAtMs) : null;
      if (printed) learned.set(step, learnedFrom(printed, rules));
    }
  }
  return learned;
}

/** The file that is kept; always the same for the same take and rules. */
export function formatLearned(learned: LearnedOutputs, { ignore }: CompareSetting): string {
  const steps = Object.fromEntries(learned);
  return `${JSON.stringify({ version: 1, normaliser: NORMALISER, ignore, steps }, null, 1)}\n`;
}

/**
 * What the take in `folder` teaches: as it is kept there or, where that is missing or was made by other rules, learned
 * from its casts. Nothing where there is no take that can be read.
 */
export async function learnedIn(folder: string, setting: CompareSetting): Promise<LearnedOutputs> {
  const kept = await readLearned(folder, setting);
  if (kept) return kept;
  const take = await readTake(folder).catch(() => null);
  return take ? learn(take, setting) : new Map();
}

async function readLearned(folder: string, { ignore }: CompareSetting): Promise<LearnedOutputs | null> {
  const text = await readFile(join(folder, LEARNED_FILE), "utf8").catch(() => "");
  if (text === "" || text.length > LARGEST_CHARS) return null;
  const parsed = schema.safeParse(jsonOrNull(text));
  if (!parsed.success || parsed.data.normaliser !== NORMALISER) return null;
  if (JSON.stringify(parsed.data.ignore) !== JSON.stringify(ignore)) return null;
  return new Map(Object.entries(parsed.data.steps).map(([step, output]) => [id<"step">(step), output]));
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function castOf(take: Take, pane: Parameters<typeof readCastText>[1]): Promise<Cast | null> {
  try {
    return parseCast(await readCastText(take, pane));
  } catch {
    return null;
  }
}
