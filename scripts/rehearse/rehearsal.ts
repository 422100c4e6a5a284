/** What one rehearsal found. Plain data: `rehearsal.json` is this, and every other report is made from it. */
import type { DiffLine } from "#core/compare/compare-output.ts";
import type { PaneId, StepId, TakeId, TalkId } from "#core/ids.ts";
import { reportSentence } from "#core/rehearsal-sentences.ts";
import type { ResetState } from "#core/show/reset.ts";

export interface Rehearsal {
  readonly version: 1;
  readonly talk: TalkId;
  readonly title: string;
  readonly language: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  /** Where it ran, in words. */
  readonly ranOn: string;
  /** The take that was recorded; null where no shell was started. */
  readonly take: TakeId | null;
  /** The take that it was compared with; null where the talk has none. */
  readonly understudy: TakeId | null;
  /** Null where the talk has no reset, or none was wanted. */
  readonly reset: (ResetState & { readonly at: "done" | "failed" }) | null;
  /** It was ended from outside, and its last steps are missing. */
  readonly stopped: boolean;
  /** Whether output that differs from the understudy's is a failure. */
  readonly strict: boolean;
  readonly steps: readonly RehearsedStep[];
}

export interface RehearsedStep {
  readonly step: StepId;
  readonly pane: PaneId;
  /** Heading of its slide, and `en.md:42`. */
  readonly slide: string;
  readonly at: string;
  /** The lines that were typed, redacted. */
  readonly lines: readonly string[];
  readonly result: StepResult;
  /** From Enter to the end; null where it did not run to an end. */
  readonly ms: number | null;
  /** The same in the understudy; null where that has no good run of it. */
  readonly understudyMs: number | null;
  readonly output: ComparedOutput;
}

export type StepResult =
  | { readonly is: "passed" }
  | {
      readonly is: "failed";
      /** `ended with status 1`. */
      readonly why: string;
      /** What it should have done, one expectation each. */
      readonly expected: readonly string[];
      /** The last lines that it printed, redacted. */
      readonly printed: readonly string[];
      /** What can be done about it, in a sentence. */
      readonly todo: string;
    }
  | { readonly is: "skipped"; readonly why: string };

export type ComparedOutput =
  | { readonly is: "same" }
  | { readonly is: "changed"; readonly lines: readonly DiffLine[] }
  /** Nothing to compare, and why in words. */
  | { readonly is: "unknown"; readonly why: string };

/** Why a step is not compared whose talk does not want it: nothing that anybody has to be told. */
export const NOT_WANTED = reportSentence("uncomparedUnwanted");

/** Why a good step was not compared with the understudy, where it was to be; null where it was, or was not to be. */
export function whyNotCompared({ result, output }: RehearsedStep): string | null {
  return result.is === "passed" && output.is === "unknown" && output.why !== NOT_WANTED ? output.why : null;
}

/** One word for a step, as the reports count it. */
export type Verdict = "passed" | "changed" | "failed" | "skipped";

export function verdictOf({ result, output }: RehearsedStep): Verdict {
  if (result.is !== "passed") return result.is;
  return output.is === "changed" ? "changed" : "passed";
}

export function countOf({ steps }: Pick<Rehearsal, "steps">, verdict: Verdict): number {
  return steps.filter((step) => verdictOf(step) === verdict).length;
}

/** Whether the show could go on as it was rehearsed: every step ran, and did what it should. */
export function isGood(rehearsal: Rehearsal): boolean {
  if (rehearsal.stopped || rehearsal.reset?.at === "failed") return false;
  return rehearsal.steps.every((step) => !isFailure(step, rehearsal.strict));
}

/** A step that was skipped was not rehearsed: that is no success either. */
export function isFailure(step: RehearsedStep, strict: boolean): boolean {
  const verdict = verdictOf(step);
  return verdict === "failed" || verdict === "skipped" || (strict && verdict === "changed");
}
