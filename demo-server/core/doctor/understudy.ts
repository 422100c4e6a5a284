import type { Step } from "../deck/model.ts";
import type { StepId } from "../ids.ts";
import { describeFailure, describeUnmet } from "../steps/failure.ts";
import { createWatch } from "../stream/expectations.ts";
import { bestRun, type RecordedStep, type TakeManifest } from "../takes/manifest.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

type Known = Pick<TakeManifest, "id" | "steps">;
type Asked = Pick<Step, "id" | "pane" | "lines" | "expect" | "exit" | "settles">;

export interface UnderstudyFacts {
  /** Cuts secrets out of a line, as it was done when the take was recorded. */
  readonly redact: (line: string) => string;
  /** Why a pane's recording cannot be played, by the pane's name. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** What the steps printed, where all of it is known. */
  readonly printed: ReadonlyMap<StepId, string>;
}

const again = "Rehearse it and keep the take: kuroko rehearse, kuroko takes keep.";

/** Whether a take can step in for every step of a talk as it is now. */
export function judgeUnderstudy(take: Known, steps: readonly Asked[], facts: UnderstudyFacts): Finding[] {
  const findings = steps.flatMap((step): Finding[] => {
    const run = bestRun(take, step.id);
    const lacking = run ? whyNotPlayed(step, run, facts) : `Step "${step.id}" is not in the understudy.`;
    if (lacking !== null) return [problem(lacking, again)];
    const other = run ? whatDiffers(step, run, facts) : null;
    return other === null ? [] : [warning(other, again)];
  });
  return findings.length > 0
    ? findings
    : [
        ok(
          `${take.id} has every step as the talk has it now: its command line, its pane, and what it is to print.`,
        ),
      ];
}

function whyNotPlayed(
  { id, pane }: Asked,
  run: RecordedStep,
  { unreadable }: UnderstudyFacts,
): string | null {
  if (run.outcome === "failed") return `Step "${id}" failed in the understudy.`;
  if (run.outcome === "open") return `Step "${id}" had not ended in the understudy.`;
  if (run.pane !== pane)
    return `Step "${id}" is in the pane "${pane}" now, and was recorded in "${run.pane}".`;
  const damage = unreadable.get(pane);
  return damage === undefined ? null : `Step "${id}" cannot be played: ${damage}.`;
}

/** The room would see something else than what the talk says. */
function whatDiffers(
  { id, lines, expect, exit, settles }: Asked,
  run: RecordedStep,
  { redact, printed }: UnderstudyFacts,
): string | null {
  if (run.lines.join("\n") !== lines.map(redact).join("\n"))
    return `Step "${id}" runs another command line than the understudy shows: ${run.lines.join(" ")}`;
  // A program that was stopped has the status of that.
  if (!settles && exit !== "any" && run.status !== null && run.status !== exit)
    return `Step "${id}" ${describeFailure({ kind: "exit", status: run.status })} in the understudy, not ${exit}.`;
  const text = printed.get(id);
  if (text === undefined) return null;
  // What is cut out of the recording cannot be looked for in it.
  const watch = createWatch(expect.filter((one) => one.kind !== "text" || redact(one.text) === one.text));
  watch.push(text);
  const unmet = watch.unmet();
  return unmet && `Step "${id}" ${describeUnmet(unmet)} in the understudy.`;
}
