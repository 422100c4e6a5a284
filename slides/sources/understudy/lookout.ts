import { stepsOf } from "#core/deck/model.ts";
import type { StepId } from "#core/ids.ts";
import { isBusy } from "#core/steps/machine.ts";
import type { UnderstudyEvent } from "#core/understudy/model.ts";
import type { LiveSource, RecordedSource } from "../source.ts";
import { panesOnSlide, stepToTakeOver, troublesOf, unfitness, type Scene } from "./scene-facts.ts";
import type { TargetGroup } from "./target-group.ts";

/** What the lookout knows of a target's panes, and whom it tells. */
export interface Watched {
  readonly live: LiveSource;
  readonly take: RecordedSource | null;
  readonly scene: Scene;
  /** Steps that were asked for in this window. */
  readonly asked: ReadonlySet<StepId>;
  readonly at: number;
  /** Tells the machine, and looks again. */
  readonly tell: (event: UnderstudyEvent) => void;
}

/** Tells the machine of a target what is new with its shells, and with the recording where that plays. */
export function lookAt(group: TargetGroup, watched: Watched): void {
  lookAtShells(group, watched);
  lookAtTake(group, watched);
}

function lookAtShells(group: TargetGroup, { live, scene, asked, at, tell }: Watched): void {
  const found = troublesOf(scene);
  for (const { trouble, rule } of group.news(found, (key) => isStillFailed(key, scene))) {
    tell({ type: "trouble", at, trouble, rule, step: stepToTakeOver(scene, asked) });
  }
  const isHealthy = live.connected && found.every(({ trouble }) => trouble.kind === "step");
  if (isHealthy && group.state.at === "stalled") void group.send({ type: "healthy", at });
  if (!group.isRecorded) return;
  // What is tried again and again would go on behind the recording.
  for (const step of group.tried(live)) void live.giveUp(step);
}

function lookAtTake(group: TargetGroup, { take, scene, at, tell }: Watched): void {
  const { state } = group;
  if (!take || !group.isRecorded) return;
  if (panesOnSlide(scene).some((pane) => take.pane(pane).at === "lost")) {
    const unfit = unfitness(scene);
    if (unfit === null) tell({ type: "broken", at, unfit });
    return;
  }
  const over = state.at === "recorded" ? state.playing.filter((step) => !isBusy(take.step(step))) : [];
  for (const step of over) void group.send({ type: "ended", at, step });
}

function isStillFailed(key: string, { page, live }: Scene): boolean {
  const steps = stepsOf(page);
  return steps.some(({ id }) => key === `step ${id}` && live.step(id).at === "failed");
}
