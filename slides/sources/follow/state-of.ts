import type { PaneState } from "#core/protocol/messages.ts";
import type { ShownPane, ShownStep } from "#core/show/state.ts";
import type { StepState } from "#core/steps/machine.ts";

/** A step as the deck that leads sees it, on this window's clock: `at` is when it was so. */
export function stepStateOf(step: ShownStep, at: number): StepState {
  switch (step.at) {
    case "typing":
    case "running":
      return { at: step.at, since: at - step.forMs };
    case "done":
      return { at: "done", status: step.status, ms: step.ms };
    case "failed":
      return { at: "failed", why: step.why, ms: step.ms };
  }
}

/** A shell's pane as viewers see it. What only the presenter can mend is not explained to them. */
export function paneStateOf(pane: ShownPane | undefined): PaneState {
  switch (pane?.at) {
    case undefined:
    case "closed":
      return { at: "closed" };
    case "opening":
    case "unknownHost":
      return { at: "opening" };
    case "open":
      return { at: "open", marks: true, keyboard: pane.keyboard };
    case "stalled":
      return { at: "stalled", silentMs: 0 };
    case "lost":
      return { at: "lost", why: "" };
  }
}
