import type { CompareSetting } from "../deck/model.ts";
import type { StepId } from "../ids.ts";
import type { Cast, CastEvent } from "../takes/cast.ts";
import type { RecordedStep } from "../takes/manifest.ts";
import { OutputKeeper, type KeptOutput } from "./kept-output.ts";
import { normalise, type CompareRules } from "./normalise.ts";
import { readableLines } from "./readable.ts";
import type { LearnedOutput } from "./seen.ts";

/** The rules that a talk's front matter says. Its parser has said which patterns are none. */
export function compareRules({ ignore }: CompareSetting): CompareRules {
  return {
    ignore: ignore.flatMap((source) => {
      try {
        return [new RegExp(source, "gu")];
      } catch {
        return [];
      }
    }),
  };
}

export function learnedFrom({ text, whole }: KeptOutput, rules: CompareRules): LearnedOutput {
  return { lines: normalise(text, rules), whole };
}

/**
 * What a recorded run of a step printed, as far as it is compared.
 * @param startsAtMs when the cast's clock started, on the clock of the run.
 */
export function printedIn(cast: Cast, run: RecordedStep, startsAtMs: number): KeptOutput | null {
  if (run.enterMs === null || run.endMs === null) return null;
  const events = cast.events.map((event) => ({ ...event, atMs: event.atMs + startsAtMs }));
  const { before, during } = splitAtStart(events, run);
  let echoed = run.lines.length;
  let output = new OutputKeeper();
  for (const event of during) {
    // Times are rounded: where the cast has a marker, that is the end.
    if (event.atMs > run.endMs + ROUNDED_MS || isMarker(event, `end ${run.step}`)) break;
    if (isMarker(event, `again ${run.step}`)) {
      output = new OutputKeeper();
      echoed = 1;
    }
    if (event.kind !== "output") continue;
    if (event.atMs < run.enterMs) {
      echoed = Math.max(1, echoed - lineEnds(event.data));
      continue;
    }
    if (run.keptScreensAfterMs !== undefined && event.atMs >= run.keptScreensAfterMs) output.cut();
    output.push(event.data);
  }
  const { text, whole } = output.output;
  // What is printed at once has the time of Enter: the echo of what was typed is told by its lines.
  const printed = text.split("\n").slice(echoed).join("\n");
  return { text: whole ? withoutPrompt(printed, lastLine(before)) : printed, whole };
}

/** The events of a run, and the end of what was printed before it. A cast without markers is split by its times. */
function splitAtStart(
  events: readonly CastEvent[],
  { step, startMs }: RecordedStep,
): { readonly before: string; readonly during: readonly CastEvent[] } {
  const marked = events.findIndex(
    (event) => isMarker(event, `start ${step}`) && Math.abs(event.atMs - startMs) <= ROUNDED_MS,
  );
  const timed = events.findIndex(({ atMs }) => atMs > startMs);
  const start = marked >= 0 ? marked : timed >= 0 ? timed : events.length;
  const printed = events.slice(0, start).flatMap((event) => (event.kind === "output" ? [event.data] : []));
  return { before: printed.join("").slice(-LONGEST_PROMPT), during: events.slice(start) };
}

function isMarker(event: CastEvent, label: string): boolean {
  return event.kind === "marker" && event.label === label;
}

function lineEnds(text: string): number {
  return text.split("\n").length - 1;
}

/** What each step printed in the run of it that a replay shows. */
export type LearnedOutputs = ReadonlyMap<StepId, LearnedOutput>;

const LONGEST_PROMPT = 4096;
const ROUNDED_MS = 2;

/** The prompt that came back behind the output; one that has become another (`cd`) is the whole last line. */
function withoutPrompt(printed: string, prompt: string): string {
  const lines = readableLines(printed);
  const last = lines.pop() ?? "";
  const rest = prompt !== "" && last.endsWith(prompt) ? last.slice(0, -prompt.length) : "";
  return [...lines, rest].join("\n");
}

function lastLine(text: string): string {
  return readableLines(text).at(-1) ?? "";
}
