import { compareOutput } from "#core/compare/compare-output.ts";
import { noRules, normalise, type CompareRules } from "#core/compare/normalise.ts";
import { readableLines } from "#core/compare/readable.ts";
import type { Slide, Step } from "#core/deck/model.ts";
import type { RecordedStep } from "#core/takes/manifest.ts";
import type { StepOutput } from "#server/adapters/takes/step-output.ts";
import type { StepRun } from "#server/app/walk.ts";
import type { ComparedOutput, RehearsedStep, StepResult } from "./rehearsal.ts";
import { adviceFor, expectationsOf, whyFailed } from "./words.ts";

/** One side of a comparison: a step's run in a take, and what it printed. */
export interface Evidence {
  readonly run: RecordedStep | undefined;
  readonly output: StepOutput | undefined;
}

export interface Judged {
  readonly step: Step;
  readonly slide: Pick<Slide, "title">;
  /** `en.md`, for the place of the step. */
  readonly file: string;
  readonly run: StepRun;
  readonly now: Evidence;
  /** Undefined where the talk has no understudy. */
  readonly understudy: Evidence | undefined;
  readonly rules?: CompareRules;
  /** Cuts secrets out of the talk's own lines. */
  readonly redact: (text: string) => string;
}

/** So many of its last lines say why a step failed. */
const printedLines = 12;

/** What is to be said of a step that was rehearsed. */
export function judge(judged: Judged): RehearsedStep {
  const { step, slide, file, run, now, understudy, redact } = judged;
  return {
    step: step.id,
    pane: step.pane,
    slide: slide.title,
    at: `${file}:${step.line}`,
    lines: step.lines.map(redact),
    result: resultOf(step, run, now, redact),
    ms: run.at === "left" ? null : run.ms === null || !now.run ? run.ms : (tookMs(now.run) ?? run.ms),
    understudyMs: understudy?.run?.outcome === "done" ? tookMs(understudy.run) : null,
    output: run.at === "done" ? compared(judged) : { is: "unknown", why: "it did not run to its end" },
  };
}

/** From Enter to the end; null where it has none. */
export function tookMs({ startMs, enterMs, endMs }: RecordedStep): number | null {
  return endMs === null ? null : endMs - (enterMs ?? startMs);
}

function resultOf(
  step: Step,
  run: StepRun,
  { run: recorded, output }: Evidence,
  redact: (text: string) => string,
): StepResult {
  switch (run.at) {
    case "done":
      return { is: "passed" };
    case "left":
      return { is: "skipped", why: run.why };
    case "failed":
      return {
        is: "failed",
        why: recorded?.failure ?? redact(whyFailed(run.why)),
        expected: expectationsOf(step).map(redact),
        printed:
          output && "text" in output ? readableLines(output.text).filter(isText).slice(-printedLines) : [],
        todo: adviceFor(run.why, step),
      };
  }
}

function compared({ now, understudy, step, rules = noRules }: Judged): ComparedOutput {
  if (!understudy) return { is: "unknown", why: "the talk has no understudy" };
  if (understudy.run?.outcome !== "done" || !understudy.output)
    return { is: "unknown", why: "the understudy has no good run of it" };
  if (understudy.run.lines.join("\n") !== step.lines.join("\n"))
    return { is: "unknown", why: "the understudy ran another command line" };
  if ("unknown" in understudy.output)
    return { is: "unknown", why: `the understudy: ${understudy.output.unknown}` };
  if (!now.output) return { is: "unknown", why: "it was not recorded" };
  if ("unknown" in now.output) return { is: "unknown", why: now.output.unknown };
  const before = normalise(understudy.output.text, rules);
  const after = normalise(now.output.text, rules);
  const inOrder = compareOutput(before, after);
  // Commands that do several things at once print them as they come.
  if (inOrder.same || compareOutput(before, after, "any order").same) return { is: "same" };
  return { is: "changed", lines: inOrder.lines };
}

function isText(line: string): boolean {
  return line.trim() !== "";
}
