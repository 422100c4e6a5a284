/** What is kept of a show, so that a server that died in mid-talk is followed by one that goes on. */
import type { PaneId, StepId, TalkId, WindowId } from "../ids.ts";
import type { Failure, StepState } from "../steps/machine.ts";
import type { ShowState } from "./state.ts";
import { sentence } from "../sentences.ts";

export interface KeptStage {
  readonly talk: TalkId;
  /** What the deck that leads told last. */
  readonly show: ShowState | null;
  readonly lead: WindowId | null;
  /** Steps of live panes that are not idle. */
  readonly steps: Readonly<Record<StepId, KeptStep>>;
  /** Panes that had a shell. */
  readonly panes: readonly PaneId[];
}

export type KeptStep =
  /** It was being typed, or ran. */
  | { readonly at: "begun" }
  | { readonly at: "done"; readonly status: number | null; readonly ms: number }
  | { readonly at: "failed"; readonly why: Failure; readonly ms: number };

/** Null for a step that has not begun. */
export function keepStep(state: StepState): KeptStep | null {
  switch (state.at) {
    case "idle":
      return null;
    case "typing":
    case "running":
      return { at: "begun" };
    case "done":
      return { at: "done", status: state.status, ms: state.ms };
    case "failed":
      return { at: "failed", why: state.why, ms: state.ms };
  }
}

/** What has become of the step for the next server: one that had begun died with the shell that ran it. */
export function resumeStep(kept: KeptStep): StepState {
  return kept.at === "begun"
    ? { at: "failed", why: { kind: "lost", reason: sentence("cutOff") }, ms: 0 }
    : kept;
}
