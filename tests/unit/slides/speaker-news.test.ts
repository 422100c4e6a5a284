import { describe, expect, it } from "vitest";
import type { ShownStep } from "#core/show/state.ts";
import { backgroundNews } from "../../../slides/speaker/background-panel.ts";
import { newsWordsFor } from "../../../slides/speaker/news-words.ts";
import { stepDetails, stepSays } from "../../../slides/speaker/step-words.ts";
import { stringsFor } from "../../../slides/ui/strings.ts";
import { pageOf, steps } from "../../support/pane-page.ts";
import { showOf } from "../../support/told-show.ts";

const words = newsWordsFor("en");
const strings = stringsFor("en");

const says = (shown: ShownStep): string => stepSays(shown, strings, words);
const details = (shown: ShownStep): string[] =>
  stepDetails(shown, strings, words).map(({ name, text }) => (name === "" ? text : `${name}: ${text}`));

describe("a step in the speaker window", () => {
  it("says that it printed what the understudy has, and no more where nothing is known", () => {
    const done = { by: "shell", at: "done", status: 0, ms: 1200 } as const;
    expect(says(done)).toBe("✓ 0 · 1.2 s");
    expect(says({ ...done, seen: { as: "same" } })).toBe("✓ 0 · 1.2 s · as recorded");
    expect(details({ ...done, seen: { as: "same" } })).toEqual([]);
  });

  it("warns with the first lines that differ", () => {
    const shown: ShownStep = {
      by: "shell",
      at: "done",
      status: 0,
      ms: 1200,
      seen: { as: "differs", recorded: "3 nodes", now: null },
    };
    expect(says(shown)).toMatch(/⚠ differs$/);
    expect(details(shown)).toEqual(["recorded: 3 nodes", "now: nothing"]);
  });

  it("says what was expected, below the command", () => {
    const why = {
      kind: "expectation",
      unmet: { expected: { kind: "text", text: "active", not: false }, instead: null },
    } as const;
    const shown: ShownStep = { by: "shell", at: "failed", why, ms: 400 };
    expect(says(shown)).toBe("✗ not as expected");
    expect(details(shown)).toEqual(['did not print "active"']);
    expect(says({ ...shown, why: { kind: "exit", status: 3 } })).toBe("✗ exit 3");
    expect(stringsFor("ja").failure(why)).toBe('"active" が出力されませんでした');
    const json = { kind: "json", wish: "$.a = 1", not: false } as const;
    expect(stringsFor("ja").failure({ ...why, unmet: { expected: json, instead: "2" } })).toBe(
      "$.a = 1 に合う JSON ではなく 2 が出力されました",
    );
  });

  it("counts the runs of one that is tried again, and says why while it waits", () => {
    const shown: ShownStep = { by: "shell", at: "running", forMs: 12_000 };
    expect(says({ ...shown, tries: { run: 2, of: 5, waits: null } })).toBe("▶ 0:12 · run 2 of 5");
    const waiting: ShownStep = { ...shown, tries: { run: 2, of: 5, waits: { kind: "exit", status: 1 } } };
    expect(says(waiting)).toBe("↻ 0:12 · run 2 of 5");
    expect(details(waiting)).toEqual(["Runs again: exit 1"]);
  });
});

describe("what runs in the background", () => {
  const plain = pageOf();
  const page = {
    ...plain,
    durations: { [steps.b]: { usualMs: 20_000, worstMs: 30_000, runs: 3 } },
    slides: plain.slides.map((slide) => ({
      ...slide,
      scenes: slide.scenes.map((scene) => ({
        ...scene,
        steps: scene.steps.map((step) => ({ ...step, inBackground: step.id !== steps.a })),
      })),
    })),
  };
  const told: Record<string, ShownStep> = {
    [steps.b]: { by: "shell", at: "running", forMs: 4000 },
    [steps.c]: { by: "shell", at: "failed", why: { kind: "exit", status: 1 }, ms: 700 },
  };

  it("is told with the failures first, where each is needed, and how much of its usual time has gone by", () => {
    const moment = { state: showOf({ steps: told }), ageMs: 1000 };
    expect(backgroundNews(moment, { page, strings, words })).toEqual([
      { at: "failed", says: "✗ c · exit 1", where: "Failed early, and slide 2 needs it", share: null },
      { at: "running", says: "▶ b 0:05", where: "for slide 1", share: 0.25 },
    ]);
  });

  it("is told no more when its place has come", () => {
    const moment = { state: showOf({ slide: 1, shown: [steps.c], steps: told }), ageMs: 0 };
    expect(backgroundNews(moment, { page, strings, words })).toEqual([]);
  });
});
