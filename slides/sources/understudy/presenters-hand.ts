import type { PaneId, StepId } from "#core/ids.ts";
import type { Refusal, Trouble, UnderstudyEvent, Unfit } from "#core/understudy/model.ts";
import type { CaughtUp, Disposable, LiveSource, Understudy } from "../source.ts";
import { CatchUp } from "./catch-up.ts";
import {
  panesOnSlide,
  skippedSteps,
  stepToCheck,
  stepToTakeOver,
  unfitness,
  type Scene,
} from "./scene-facts.ts";
import type { TargetGroup } from "./target-group.ts";

/** What the hand needs of who it belongs to. */
export interface HandParts {
  readonly groups: readonly TargetGroup[];
  readonly live: LiveSource;
  readonly now: () => number;
  readonly scene: (group: TargetGroup) => Scene;
  /** Steps that were asked for in this window. */
  readonly asked: ReadonlySet<StepId>;
  readonly send: (group: TargetGroup, event: UnderstudyEvent) => void;
  readonly resume: Understudy["resume"];
  /** Nothing was played or asked for. */
  readonly forget: () => void;
  /** The shells have run a step that only the recording had played. */
  readonly caughtUp: (step: StepId) => void;
  /** Something is otherwise, though no machine has changed. */
  readonly changed: () => void;
}

/** The presenter's keys, as events for the machines of the targets that they mean. */
export class PresentersHand implements Understudy {
  readonly #parts: HandParts;
  readonly #catchUps: ReadonlyMap<TargetGroup, CatchUp>;
  readonly #refusals = new Set<(pane: PaneId, why: Refusal | CaughtUp) => void>();

  constructor(parts: HandParts) {
    this.#parts = parts;
    this.#catchUps = new Map(parts.groups.map((group) => [group, this.#catchUpOf(group)]));
  }

  asks(pane: PaneId): Trouble | null {
    const group = this.#groupOf(pane);
    if (group?.state.at !== "stalled") return null;
    const { trouble } = group.state;
    // One question is enough, where the step is.
    const { page } = this.#parts.scene(group);
    const isElsewhere =
      trouble.kind === "step" &&
      page.slides.every(({ scenes }) =>
        scenes.every((scene) => scene.pane !== pane || scene.steps.every(({ id }) => id !== trouble.step)),
      );
    return isElsewhere ? null : trouble;
  }

  key(pane: PaneId): void {
    const asking = this.#asking();
    const meant = asking.length > 0 ? asking : this.#parts.groups.filter(({ panes }) => panes.has(pane));
    for (const group of meant) {
      const scene = this.#parts.scene(group);
      const step = stepToTakeOver(scene, this.#parts.asked);
      const back = { unfit: this.unfitness(group), check: stepToCheck(scene) };
      this.#parts.send(group, { type: "key", at: this.#parts.now(), step, ...back });
    }
  }

  stayLive(): boolean {
    const asking = this.#asking();
    for (const group of asking) this.#parts.send(group, { type: "stay", at: this.#parts.now() });
    return asking.length > 0;
  }

  goLive(pane: PaneId): void {
    const group = this.#groupOf(pane);
    if (!group) return;
    const check = stepToCheck(this.#parts.scene(group));
    this.#parts.send(group, { type: "back", at: this.#parts.now(), unfit: this.unfitness(group), check });
  }

  catchUp(pane: PaneId): void {
    const group = this.#groupOf(pane);
    if (!group) return;
    if (this.#catchUps.get(group)?.start() === false) this.tell(group, "nothingSkipped");
    this.#parts.changed();
  }

  behind(pane: PaneId): number {
    const group = this.#groupOf(pane);
    return group ? this.#stepsBehind(group) : 0;
  }

  resume(panes: readonly PaneId[], steps: readonly StepId[]): void {
    this.#parts.resume(panes, steps);
  }

  beginAgain(): void {
    this.#parts.forget();
    for (const group of this.#parts.groups)
      this.#parts.send(group, {
        type: "back",
        at: this.#parts.now(),
        unfit: this.unfitness(group),
        check: null,
      });
    this.#parts.changed();
  }

  onRefusal(listener: (pane: PaneId, why: Refusal | CaughtUp) => void): Disposable {
    this.#refusals.add(listener);
    return { dispose: () => this.#refusals.delete(listener) };
  }

  tell(group: TargetGroup, why: Refusal | CaughtUp): void {
    const [pane] = panesOnSlide(this.#parts.scene(group));
    if (pane === undefined) return;
    for (const listener of this.#refusals) listener(pane, why);
  }

  /** Why the shells of a target cannot go on; one that catches up is busy between two steps too. */
  unfitness(group: TargetGroup): Unfit | null {
    return unfitness(this.#parts.scene(group)) ?? (this.#stepsBehind(group) > 0 ? "liveStepRuns" : null);
  }

  #catchUpOf(group: TargetGroup): CatchUp {
    return new CatchUp(this.#parts.live, {
      caughtUp: this.#parts.caughtUp,
      skipped: () => skippedSteps(this.#parts.scene(group)),
      ended: (how) => {
        this.tell(group, how === "done" ? "caughtUp" : "catchUpFailed");
        this.#parts.changed();
      },
    });
  }

  #stepsBehind(group: TargetGroup): number {
    return this.#catchUps.get(group)?.left ?? 0;
  }

  #asking(): TargetGroup[] {
    return this.#parts.groups.filter(
      (group) => group.state.at === "stalled" && panesOnSlide(this.#parts.scene(group)).length > 0,
    );
  }

  #groupOf(pane: PaneId): TargetGroup | undefined {
    return this.#parts.groups.find(({ panes }) => panes.has(pane));
  }
}
