import { expect, test } from "vitest";
import type { StepState } from "#core/steps/machine.ts";
import { backgroundRuns } from "../../../slides/show/background.ts";
import { pageOf, steps } from "../../support/pane-page.ts";

const page = pageOf();
/** The talk, with `b` and `c` started earlier. */
const slides = page.slides.map((slide) => ({
  ...slide,
  scenes: slide.scenes.map((scene) => ({
    ...scene,
    steps: scene.steps.map((step) => ({ ...step, inBackground: step.id !== steps.a })),
  })),
}));
const states = new Map<string, StepState>([
  [steps.a, { at: "running", since: 0 }],
  [steps.b, { at: "running", since: 4000 }],
  [steps.c, { at: "failed", why: { kind: "exit", status: 1 }, ms: 700 }],
]);
const source = { step: (step: string): StepState => states.get(step) ?? { at: "idle" }, now: () => 10_000 };

test("what runs in the background is told until its own place has come", () => {
  const at = (slide: number, ...shown: (keyof typeof steps)[]): unknown =>
    backgroundRuns({ slides }, { slide, shown: shown.map((name) => steps[name]) }, source).map(
      ({ step, state, forMs }) => `${step} ${state.at} ${forMs}`,
    );
  expect(at(0)).toEqual(["b running 6000", "c failed 700"]);
  expect(at(0, "a", "b")).toEqual(["c failed 700"]);
  expect(at(1)).toEqual(["c failed 700"]);
  expect(at(1, "c")).toEqual([]);
});
