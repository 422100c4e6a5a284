/** What the stage answers where it does not do what was asked: a sentence each that says what to do. */
import type { PaneId, StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { sentence } from "#core/sentences.ts";

export const isReset: Answer = {
  ok: false,
  why: sentence("resetRuns"),
};
export const noReset: Answer = {
  ok: false,
  why: sentence("noReset"),
};

export const closed: Answer = { ok: false, why: sentence("noShell") };

export function unknownStep(step: StepId): Answer {
  return { ok: false, why: sentence("noStep", { step }) };
}

export function unknownPane(pane: PaneId): Answer {
  return { ok: false, why: sentence("noPane", { pane }) };
}
