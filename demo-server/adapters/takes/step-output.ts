/** What each step of a take printed, cut out of its casts. */
import { readableLines } from "#core/compare/readable.ts";
import type { StepId } from "#core/ids.ts";
import { bestRun, type RecordedStep } from "#core/takes/manifest.ts";
import { isResize, type SegmentEvent } from "#core/takes/playback.ts";
import { parseCast, screenEvents } from "./events.ts";
import { readCastText, TakeError, type Take } from "./read.ts";

/** `text` as the terminal got it, without the typed line and the prompt behind it; or why it is not known. */
export type StepOutput = { readonly text: string } | { readonly unknown: string };

/** The output of the run that a replay would show, for each step of the take. Casts that cannot be read are said. */
export async function stepOutputs(take: Take): Promise<ReadonlyMap<StepId, StepOutput>> {
  const { manifest } = take;
  const outputs = new Map<StepId, StepOutput>();
  for (const pane of manifest.panes) {
    const steps = new Set(manifest.steps.filter((run) => run.pane === pane.pane).map(({ step }) => step));
    const events = await eventsOf(take, pane);
    for (const step of steps) {
      const run = bestRun(manifest, step);
      if (run) outputs.set(step, "damage" in events ? { unknown: events.damage } : outputOf(run, events));
    }
  }
  return outputs;
}

async function eventsOf(
  take: Take,
  { pane, startsAtMs }: Take["manifest"]["panes"][number],
): Promise<readonly SegmentEvent[] | { readonly damage: string }> {
  try {
    return screenEvents(parseCast(await readCastText(take, pane)), startsAtMs);
  } catch (cause) {
    if (cause instanceof TakeError) return { damage: cause.message };
    throw cause;
  }
}

function outputOf(run: RecordedStep, events: readonly SegmentEvent[]): StepOutput {
  if (run.keptScreensAfterMs !== undefined) return { unknown: "it printed too much to be kept whole" };
  if (run.enterMs === null) return { unknown: "it was never run" };
  const before = textOf(events, -Infinity, run.startMs);
  const printed = textOf(events, run.enterMs, run.endMs ?? Infinity);
  return { text: withoutPrompt(withoutEcho(printed), readableLines(before).at(-1) ?? "") };
}

/** Both ends belong to it: the prompt comes in the millisecond in which a step ends. */
function textOf(events: readonly SegmentEvent[], fromMs: number, toMs: number): string {
  const texts = events.flatMap((event) =>
    !isResize(event) && event[0] >= fromMs && event[0] <= toMs ? [event[1]] : [],
  );
  return texts.join("");
}

/** What the shell prints for Enter: the end of the typed line, and whatever of it was still to be echoed. */
function withoutEcho(printed: string): string {
  const end = printed.indexOf("\n");
  return end < 0 ? printed : printed.slice(end + 1);
}

/** The prompt that stood before the step stands behind it again. */
function withoutPrompt(printed: string, prompt: string): string {
  const at = prompt === "" ? -1 : printed.lastIndexOf(prompt);
  return at < 0 ? printed : printed.slice(0, at);
}
