import { compareOutput } from "#core/compare/compare-output.ts";
import { readableLines } from "#core/compare/readable.ts";
import type { LearnedOutput } from "#core/compare/seen.ts";
import type { Slide, Step } from "#core/deck/model.ts";
import type { Sentence } from "#core/said.ts";
import { reportSentence } from "#core/rehearsal-sentences.ts";
import type { RecordedStep } from "#core/takes/manifest.ts";
import type { StepRun } from "#server/app/walk.ts";
import { NOT_WANTED, type ComparedOutput, type RehearsedStep, type StepResult } from "./rehearsal.ts";
import { adviceFor, expectationsOf, whyFailed } from "./words.ts";

/** One side of a comparison: a step's run in a take, and what it printed where that run was a good one. */
export interface Evidence {
  readonly run: RecordedStep | undefined;
  readonly output: LearnedOutput | undefined;
}

export interface Judged {
  readonly step: Step;
  readonly slide: Pick<Slide, "title">;
  /** `en.md`, for the place of the step. */
  readonly file: string;
  readonly run: StepRun;
  readonly now: Evidence;
  /** All that it printed now, as the terminal got it. */
  readonly printed: string;
  /** Undefined where the talk has no understudy. */
  readonly understudy: Evidence | undefined;
  /** Cuts secrets out of the talk's own lines. */
  readonly redact: (text: string) => string;
}

/** So many of its last lines say why a step failed. */
const printedLines = 12;

/** What is to be said of a step that was rehearsed. */
export function judge(judged: Judged): RehearsedStep {
  const { step, slide, file, run, now, understudy, redact } = judged;
  const tookNow = now.run ? tookMs(now.run) : null;
  return {
    step: step.id,
    pane: step.pane,
    slide: slide.title,
    at: `${file}:${step.line}`,
    lines: step.lines.map(redact),
    result: resultOf(judged),
    // The take is more exact than whoever watched.
    ms: run.at === "left" || run.ms === null ? null : (tookNow ?? run.ms),
    understudyMs: understudy?.run?.outcome === "done" ? tookMs(understudy.run) : null,
    output:
      run.at === "done" ? compared(judged) : { is: "unknown", why: reportSentence("uncomparedUnended") },
  };
}

/** From Enter to the end; null where it has none. */
export function tookMs({ startMs, enterMs, endMs }: RecordedStep): number | null {
  return endMs === null ? null : endMs - (enterMs ?? startMs);
}

function resultOf({ step, run, now, printed, redact }: Judged): StepResult {
  switch (run.at) {
    case "done":
      return { is: "passed" };
    case "left":
      return { is: "skipped", why: run.why };
    case "failed":
      return {
        is: "failed",
        why: redact(whyFailed(now.run?.failure ?? run.why)),
        expected: expectationsOf(step).map(redact),
        printed: readableLines(printed).filter(isText).slice(-printedLines),
        todo: adviceFor(run.why, step),
      };
  }
}

function compared({ now, understudy, step, redact }: Judged): ComparedOutput {
  const unknown = (why: Sentence): ComparedOutput => ({ is: "unknown", why });
  if (step.compare === "off") return unknown(NOT_WANTED);
  if (!understudy) return unknown(reportSentence("uncomparedNoTake"));
  if (understudy.run?.outcome !== "done") return unknown(reportSentence("uncomparedNoRun"));
  if (understudy.run.lines.join("\n") !== step.lines.map(redact).join("\n"))
    return unknown(reportSentence("uncomparedOtherLine"));
  if (!understudy.output) return unknown(reportSentence("uncomparedUnreadable"));
  if (!now.output) return unknown(reportSentence("uncomparedUnrecorded"));
  const [before, after] = asFarAsKnown(understudy.output, now.output);
  const comparison = compareOutput(before, after, step.compare);
  return comparison.same ? { is: "same" } : { is: "changed", lines: comparison.lines };
}

/** Of two floods only the beginnings are known. */
function asFarAsKnown(a: LearnedOutput, b: LearnedOutput): [readonly string[], readonly string[]] {
  const known = a.whole && b.whole ? Infinity : Math.min(a.lines.length, b.lines.length);
  return [a.lines.slice(0, known), b.lines.slice(0, known)];
}

function isText(line: string): boolean {
  return line.trim() !== "";
}
