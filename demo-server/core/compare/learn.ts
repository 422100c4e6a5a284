import type { CompareSetting } from "../deck/model.ts";
import type { StepId } from "../ids.ts";
import type { Cast } from "../takes/cast.ts";
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
  let before = "";
  let output = new OutputKeeper();
  for (const event of cast.events) {
    const atMs = event.atMs + startsAtMs;
    // Times are rounded: where the cast has a marker, that is the end.
    if (atMs > run.endMs + ROUNDED_MS) break;
    if (event.kind === "marker" && atMs >= run.enterMs) {
      if (event.label === `end ${run.step}`) break;
      if (event.label === `again ${run.step}`) output = new OutputKeeper();
    }
    if (event.kind !== "output") continue;
    if (atMs <= run.startMs) before = (before + event.data).slice(-LONGEST_PROMPT);
    if (atMs <= run.enterMs) continue;
    if (run.keptScreensAfterMs !== undefined && atMs >= run.keptScreensAfterMs) output.cut();
    output.push(event.data);
  }
  const { text, whole } = output.output;
  // Up to the first line end it is the echo of what was typed.
  const printed = text.slice(text.indexOf("\n") + 1);
  return { text: whole ? withoutPrompt(printed, lastLine(before)) : printed, whole };
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
