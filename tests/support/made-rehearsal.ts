import { id } from "#core/ids.ts";
import type { Rehearsal, RehearsedStep, StepResult } from "../../scripts/rehearse/rehearsal.ts";

export function madeStep(step: string, more: Partial<RehearsedStep> = {}): RehearsedStep {
  return {
    step: id(step),
    pane: id("laptop"),
    slide: "A slide",
    at: "en.md:7",
    lines: [`run ${step}`],
    result: { is: "passed" },
    ms: 1200,
    understudyMs: 1000,
    output: { is: "same" },
    ...more,
  };
}

export function madeRehearsal(steps: readonly RehearsedStep[], more: Partial<Rehearsal> = {}): Rehearsal {
  return {
    version: 1,
    talk: id("ships"),
    title: "Ships in a bottle",
    language: "en",
    startedAt: "2026-11-23T10:15:00.000Z",
    ms: 24_100,
    ranOn: "Debian GNU/Linux 12",
    take: id("ships-20261123-101500"),
    understudy: id("ships-20261101-090000"),
    reset: null,
    stopped: false,
    strict: false,
    steps,
    ...more,
  };
}

export const failed: StepResult & { is: "failed" } = {
  is: "failed",
  why: "ended with status 1",
  expected: ['prints "done"', "ends with status 0"],
  printed: ["no such file"],
  todo: "Mend it.",
};
