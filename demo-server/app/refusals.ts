/** What the stage answers where it does not do what was asked: a sentence each that says what to do. */
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";

export const isReset: Answer = {
  ok: false,
  why: "The demo is being brought back to its start. Wait for it.",
};
export const noReset: Answer = {
  ok: false,
  why: 'The talk does not say how its demo goes back to its start: write "reset" in its front matter.',
};

export const closed: Answer = { ok: false, why: "This pane has no shell. Reopen it first." };

export function unknownStep(step: StepId): Answer {
  return { ok: false, why: `The talk has no step "${step}" any more. Reload the page.` };
}

export function unknownPane(pane: PaneId): Answer {
  return { ok: false, why: `The talk has no pane "${pane}".` };
}
