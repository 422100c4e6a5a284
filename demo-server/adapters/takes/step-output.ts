import { printedIn } from "#core/compare/learn.ts";
import type { StepId } from "#core/ids.ts";
import { bestRun } from "#core/takes/manifest.ts";
import { parseCast } from "./events.ts";
import { readCastText, TakeError, type Take } from "./read.ts";

/** What a step printed in a take, be it that it failed; "" where that cannot be read, or it never ended. */
export async function stepOutput(take: Take, step: StepId): Promise<string> {
  const run = bestRun(take.manifest, step);
  const pane = take.manifest.panes.find((recorded) => recorded.pane === run?.pane);
  if (!run || !pane) return "";
  try {
    const cast = parseCast(await readCastText(take, pane.pane));
    return printedIn(cast, run, pane.startsAtMs)?.text ?? "";
  } catch (error) {
    if (error instanceof TakeError) return "";
    throw error;
  }
}
