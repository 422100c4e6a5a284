import { describe, expect, it } from "vitest";
import { keepStep, resumeStep } from "#core/show/kept.ts";
import { next, type StepState } from "#core/steps/machine.ts";

const rules = { exit: 0, timeoutMs: 1000 } as const;

describe("a step, after the server was restarted", () => {
  it.each<StepState>([
    { at: "done", status: 0, ms: 12 },
    { at: "failed", why: { kind: "exit", status: 3 }, ms: 12 },
  ])("is what it was, where it was over: $at", (state) => {
    const kept = keepStep(state);
    if (kept === null) throw new Error("nothing was kept");
    const resumed = resumeStep(kept);
    expect(resumed).toEqual(state);
    expect(next(resumed, { type: "next", at: 0 }, rules)[1]).toEqual([{ do: "pulse" }]);
  });

  it.each<StepState>([
    { at: "typing", since: 5 },
    { at: "running", since: 5 },
  ])("has failed, where it had begun: $at", (state) => {
    const kept = keepStep(state);
    if (kept === null) throw new Error("nothing was kept");
    const resumed = resumeStep(kept);
    expect(resumed).toMatchObject({ at: "failed", why: { kind: "lost" } });
    expect(next(resumed, { type: "next", at: 0 }, rules)[1]).toEqual([{ do: "pulse" }]);
  });

  it("has not begun, where it had not", () => {
    expect(keepStep({ at: "idle" })).toBeNull();
  });
});
