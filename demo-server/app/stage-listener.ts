import type { Seen } from "#core/compare/seen.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { ClusterNews, PaneState } from "#core/protocol/messages.ts";
import type { ResetState } from "#core/show/reset.ts";
import type { StepState } from "#core/steps/machine.ts";

/** Hears what changes on the stage; every window is told. */
export interface StageListener {
  paneChanged(pane: PaneId, state: PaneState): void;
  stepChanged(step: StepId, state: StepState, now: number): void;
  /** It is over, and its prompt is back or its shell gone. */
  stepSettled?(step: StepId): void;
  /** Only the presenter is to know of it. */
  stepSeen?(step: StepId, seen: Seen): void;
  clusterChanged(news: ClusterNews): void;
  /** Only the presenter is to know of it. */
  resetChanged?(state: ResetState): void;
}

/** Tells every listener of the stage. */
export type TellStage = (what: (listener: StageListener) => void) => void;
