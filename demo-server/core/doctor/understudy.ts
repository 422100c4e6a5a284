import type { Step } from "../deck/model.ts";
import type { StepId } from "../ids.ts";
import { expectedText } from "../steps/failure.ts";
import type { Unmet } from "../steps/machine.ts";
import { createWatch } from "../stream/expectations.ts";
import { bestRun, type RecordedStep, type TakeManifest } from "../takes/manifest.ts";
import type { Told } from "../told.ts";
import { ok, problem, warning, type ToldFinding } from "./finding.ts";

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

const again = {
  en: "Rehearse it and keep the take: kuroko rehearse, kuroko takes keep.",
  ja: "リハーサルをして記録を残してください: kuroko rehearse、kuroko takes keep",
};

/** Whether a take can step in for every step of a talk as it is now. */
export function judgeUnderstudy(take: Known, steps: readonly Asked[], facts: UnderstudyFacts): ToldFinding[] {
  const findings = steps.flatMap((step): ToldFinding[] => {
    const run = bestRun(take, step.id);
    const lacking = run ? whyNotPlayed(step, run, facts) : notIn(step.id);
    if (lacking !== null) return [problem(lacking, again)];
    const other = run ? whatDiffers(step, run, facts) : null;
    return other === null ? [] : [warning(other, again)];
  });
  return findings.length > 0
    ? findings
    : [
        ok({
          en: `${take.id} has every step as the talk has it now: its command line, its pane, and what it is to print.`,
          ja: `${take.id} に今の発表のすべてのステップがあります（コマンド、端末、期待する出力）。`,
        }),
      ];
}

function whyNotPlayed({ id, pane }: Asked, run: RecordedStep, { unreadable }: UnderstudyFacts): Told | null {
  if (run.outcome === "failed")
    return {
      en: `Step "${id}" failed in the understudy.`,
      ja: `ステップ「${id}」は記録の中で失敗しています。`,
    };
  if (run.outcome === "open")
    return {
      en: `Step "${id}" had not ended in the understudy.`,
      ja: `ステップ「${id}」は記録の中で終わっていません。`,
    };
  if (run.pane !== pane)
    return {
      en: `Step "${id}" is in the pane "${pane}" now, and was recorded in "${run.pane}".`,
      ja: `ステップ「${id}」は今は端末「${pane}」にありますが、記録では「${run.pane}」です。`,
    };
  const damage = unreadable.get(pane);
  if (damage === undefined) return null;
  return {
    en: `Step "${id}" cannot be played: ${damage}.`,
    ja: `ステップ「${id}」を再生できません: ${damage}`,
  };
}

function notIn(id: StepId): Told {
  return { en: `Step "${id}" is not in the understudy.`, ja: `ステップ「${id}」の記録がありません。` };
}

/** The room would see something else than what the talk says. */
function whatDiffers(
  { id, lines, expect, exit, settles }: Asked,
  run: RecordedStep,
  { redact, printed }: UnderstudyFacts,
): Told | null {
  if (run.lines.join("\n") !== lines.map(redact).join("\n"))
    return {
      en: `Step "${id}" runs another command line than the understudy shows: ${run.lines.join(" ")}`,
      ja: `ステップ「${id}」のコマンドが記録と違います。記録: ${run.lines.join(" ")}`,
    };
  // A program that was stopped has the status of that.
  if (!settles && exit !== "any" && run.status !== null && run.status !== exit)
    return {
      en: `Step "${id}" ended with status ${run.status} in the understudy, not ${exit}.`,
      ja: `ステップ「${id}」は記録では終了コード ${run.status} です（期待は ${exit}）。`,
    };
  const text = printed.get(id);
  if (text === undefined) return null;
  // What is cut out of the recording cannot be looked for in it.
  const watch = createWatch(expect.filter((one) => one.kind !== "text" || redact(one.text) === one.text));
  watch.push(text);
  const unmet = watch.unmet();
  return unmet && unmetWords(id, unmet);
}

function unmetWords(id: StepId, { expected, instead }: Unmet): Told {
  const what = expectedText(expected);
  const ja = expectedText(expected, (wish) => `JSON の ${wish}`);
  if (instead !== null)
    return {
      en: `Step "${id}" printed ${instead}, not ${what} in the understudy.`,
      ja: `ステップ「${id}」は記録では ${instead} を出力しています（期待は ${ja}）。`,
    };
  return expected.not
    ? {
        en: `Step "${id}" printed ${what} in the understudy.`,
        ja: `ステップ「${id}」は記録で ${ja} を出力しています。`,
      }
    : {
        en: `Step "${id}" did not print ${what} in the understudy.`,
        ja: `ステップ「${id}」は記録で ${ja} を出力していません。`,
      };
}
