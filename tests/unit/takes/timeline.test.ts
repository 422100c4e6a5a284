import { describe, expect, it } from "vitest";
import type { PageDeck } from "#core/deck/page.ts";
import { id, type StepId } from "#core/ids.ts";
import type { Playback, PlaybackStep } from "#core/takes/playback.ts";
import { positionAt } from "#core/takes/timeline.ts";

const pane = id<"pane">("main");
const step = (name: string): StepId => id<"step">(name);

/** Two slides with two steps each, in one pane. */
const page = {
  slides: [["a", "b"], ["c", "d"], []].map((steps) => ({
    scenes: [{ pane, steps: steps.map((name) => ({ id: step(name) })) }],
  })),
} as unknown as PageDeck;

function run(name: string, readyMs: number): PlaybackStep {
  const times = { readyMs, startMs: readyMs + 10, enterMs: readyMs + 20, endMs: readyMs + 30 };
  const over = { stopMs: readyMs + 30, settledMs: readyMs + 40, status: 0, outcome: "done" as const };
  return { step: step(name), pane, lines: [name], ...times, ...over };
}

const playback: Pick<Playback, "steps" | "durationMs"> = {
  durationMs: 1000,
  steps: [run("a", 100), run("b", 200), run("c", 300), run("d", 400)],
};

const at = (slide: number, ...shown: string[]): number =>
  positionAt(page, playback, pane, { slide, shown: shown.map(step) });

describe("where a pane stands on the take's clock", () => {
  it("is the prompt before its first step, then the end of the last step that is shown", () => {
    expect(at(0)).toBe(100);
    expect(at(0, "a")).toBe(140);
    expect(at(0, "a", "b")).toBe(240);
    expect(at(1, "c")).toBe(340);
  });

  it("is, on a slide whose steps are to come, the prompt before the first: it had that slide's size by then", () => {
    expect(at(1)).toBe(300);
  });

  it("is the end of the last step before a slide without steps", () => {
    expect(at(2)).toBe(440);
  });

  it("never goes back behind what has happened where the take was recorded in another order", () => {
    const later = { ...playback, steps: [run("a", 500), run("b", 600), run("c", 100), run("d", 200)] };
    expect(positionAt(page, later, pane, { slide: 1, shown: [] })).toBe(640);
  });

  it("ignores steps that the take lacks", () => {
    const lacking = { ...playback, steps: [run("a", 100), run("d", 400)] };
    expect(positionAt(page, lacking, pane, { slide: 1, shown: [step("c")] })).toBe(140);
  });
});
