import type { PaneId, StepId } from "../ids.ts";
import { id } from "../ids.ts";
import { defaultCharsPerSecond, defaultTimeoutMs } from "./directives.ts";
import type { Scene, Step } from "./model.ts";
import type { Report, SceneDraft, StepDraft } from "./scene.ts";

const ctrlC = "\x03";

/** Hands out step ids, each of them once in a talk. */
export class StepNames {
  readonly #lines = new Map<string, number>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** The id itself, or with a number behind it where it is taken: then that is a problem. */
  claim(wished: string, line: number): StepId {
    const first = this.#lines.get(wished);
    if (first === undefined) {
      this.#lines.set(wished, line);
      return id<"step">(wished);
    }
    let count = 2;
    while (this.#lines.has(`${wished}-${count}`)) count++;
    this.#report(line, `step id "${wished}" is taken by line ${first}: give this step another one`);
    return this.claim(`${wished}-${count}`, line);
  }
}

/** Where a scene stands, for the ids of steps that were given none. */
export interface ScenePlace {
  readonly pane: PaneId;
  readonly line: number;
  /** The slide's `id`, or its position like `3.0`. */
  readonly slide: string;
  /** Steps of this pane that are on the slide already. */
  readonly before: number;
}

/** Joins what a scene says for all its steps with what each step says. */
export function sceneOf(draft: SceneDraft, place: ScenePlace, names: StepNames): Scene {
  return {
    pane: place.pane,
    line: place.line,
    setup: draft.forAll.setup,
    cleanup: draft.forAll.cleanup,
    steps: draft.steps.map((step, index) => {
      const derived = `${place.slide}/${place.pane}/${place.before + index + 1}`;
      return stepOf(step, draft, place.pane, names.claim(step.said.id ?? derived, step.idLine));
    }),
  };
}

function stepOf(step: StepDraft, { forAll }: SceneDraft, pane: PaneId, stepId: StepId): Step {
  const { said } = step;
  const background = said.background ?? forAll.background;
  const retry = said.retry ?? forAll.retry;
  const settlesAfterMs = said.settlesAfterMs ?? forAll.settlesAfterMs;
  const backWhen = said.backWhen ?? forAll.backWhen;
  return {
    id: stepId,
    pane,
    line: step.line,
    lines: step.lines,
    expect: [...forAll.expect, ...said.expect],
    exit: said.exit ?? forAll.exit ?? 0,
    timeoutMs: said.timeoutMs ?? forAll.timeoutMs ?? defaultTimeoutMs,
    ...(retry === undefined ? {} : { retry }),
    ...(settlesAfterMs === undefined
      ? {}
      : { settles: { afterMs: settlesAfterMs, stopWith: said.stopWith ?? forAll.stopWith ?? ctrlC } }),
    compare: said.compare ?? forAll.compare ?? "in order",
    ...(backWhen === undefined ? {} : { backWhen }),
    typing: said.typing ?? forAll.typing ?? { kind: "human", charsPerSecond: defaultCharsPerSecond },
    ...(background === undefined ? {} : { background: { from: background } }),
    onFail: said.onFail ?? forAll.onFail ?? "ask",
  };
}
