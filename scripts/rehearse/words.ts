/** What a report says about a step, in English. */
import type { Expectation, Step } from "#core/deck/model.ts";
import { describeFailure, expectedText } from "#core/steps/failure.ts";
import type { StepRun } from "#server/app/walk.ts";
import { isShellEnded } from "#server/app/why-ended.ts";

type Failed = (StepRun & { at: "failed" })["why"];

/** `ended with status 1`, or the sentence of a refusal. */
export function whyFailed(why: Failed): string {
  return why.kind === "refused" ? why.reason : describeFailure(why);
}

/** All that the step is held to. */
export function expectationsOf(step: Pick<Step, "expect" | "exit" | "timeoutMs">): string[] {
  return [
    ...step.expect.map(expectationWords),
    ...(step.exit === "any" ? [] : [`ends with status ${step.exit}`]),
    `is over within ${seconds(step.timeoutMs)}`,
  ];
}

function expectationWords(expectation: Expectation): string {
  return `${expectation.not ? "does not print" : "prints"} ${expectedText(expectation)}`;
}

/** What can be done about a failure, in a sentence. */
export function adviceFor(why: Failed, step: Pick<Step, "timeoutMs" | "pane">): string {
  switch (why.kind) {
    case "exit":
      return `Run the line by hand and mend it; where another status is right, say "exit: ${why.status}" below the step.`;
    case "timeout":
      return `Where it only needs longer than ${seconds(step.timeoutMs)}, give the step a longer "timeout".`;
    case "expectation":
      return `Mend the demo, or the step's "expect" where the new output is right.`;
    case "lost":
      return isShellEnded(why.reason)
        ? `The line ends the pane's own shell: run it in one beside it, like "( exit 3 )" or "bash -c '…'".`
        : "Check the network and the machine (kuroko doctor), and rehearse again.";
    case "cancelled":
    case "told":
      return "Rehearse it again.";
    case "refused":
      return /host key/i.test(why.reason)
        ? `Compare the key and accept it once: "kuroko start --live", the slide of pane "${step.pane}", Shift+A.`
        : "kuroko doctor says what is missing.";
  }
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
