/** What a report says about a step: in English, and known by `inJapanese`. */
import type { Expectation, Step } from "#core/deck/model.ts";
import type { Sentence } from "#core/said.ts";
import { reportSentence } from "#core/rehearsal-sentences.ts";
import { describeFailure, expectedText } from "#core/steps/failure.ts";
import type { StepRun } from "#server/app/walk.ts";
import { isShellEnded } from "#server/app/why-ended.ts";

type Failed = (StepRun & { at: "failed" })["why"];

/** `ended with status 1`, or the sentence of a refusal. */
export function whyFailed(why: Failed): string {
  return why.kind === "refused" ? why.reason : describeFailure(why);
}

/** All that the step is held to. */
export function expectationsOf(step: Pick<Step, "expect" | "exit" | "timeoutMs">): Sentence[] {
  return [
    ...step.expect.map(expectationWords),
    ...(step.exit === "any" ? [] : [reportSentence("wantsExit", { status: step.exit })]),
    reportSentence("wantsWithin", { seconds: seconds(step.timeoutMs) }),
  ];
}

function expectationWords(expectation: Expectation): Sentence {
  return reportSentence(expectation.not ? "wantsNotPrinted" : "wantsPrinted", {
    what: expectedText(expectation),
  });
}

/** What can be done about a failure, in a sentence. */
export function adviceFor(why: Failed, step: Pick<Step, "timeoutMs" | "pane">): Sentence {
  switch (why.kind) {
    case "exit":
      return reportSentence("adviceExit", { status: why.status });
    case "timeout":
      return reportSentence("adviceTimeout", { seconds: seconds(step.timeoutMs) });
    case "expectation":
      return reportSentence("adviceExpect");
    case "lost":
      return reportSentence(isShellEnded(why.reason) ? "adviceShell" : "adviceLost");
    case "cancelled":
    case "told":
      return reportSentence("adviceAgain");
    case "refused":
      return /host key/i.test(why.reason)
        ? reportSentence("adviceHostKey", { pane: step.pane })
        : reportSentence("adviceRefused");
  }
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(1));
}
