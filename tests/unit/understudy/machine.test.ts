import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { id, type StepId } from "#core/ids.ts";
import { isRecorded, live, next } from "#core/understudy/machine.ts";
import type { UnderstudyEffect, UnderstudyEvent, UnderstudyState } from "#core/understudy/model.ts";

const a = id<"step">("a");
const b = id<"step">("b");
const failed = { kind: "step", step: a, why: { kind: "exit", status: 1 } } as const;

const step = fc.constantFrom<StepId>(a, b);
const stepOrNone = fc.constantFrom<StepId | null>(a, b, null);
const unfit = fc.constantFrom("serverGone", "paneNotOpen", "liveStepRuns", null, null);

/** Times are the places in the list, in seconds: no two keys are a bounce of one. */
const events: fc.Arbitrary<UnderstudyEvent[]> = fc
  .array(
    fc.oneof(
      fc.record({ type: fc.constant("key" as const), step: stepOrNone, unfit, check: stepOrNone }),
      fc.record({
        type: fc.constant("trouble" as const),
        trouble: fc.constantFrom(failed, { kind: "lost" } as const, { kind: "server" } as const),
        rule: fc.constantFrom("ask" as const, "auto" as const, "never" as const),
        step: stepOrNone,
      }),
      fc.record({ type: fc.constantFrom("healthy" as const, "stay" as const, "ready" as const) }),
      fc.record({ type: fc.constant("lacking" as const), why: fc.constant("lacksStep" as const) }),
      fc.record({ type: fc.constant("broken" as const), unfit }),
      fc.record({
        type: fc.constant("run" as const),
        step,
        key: fc.constantFrom("next" as const, "rerun" as const),
        inTake: fc.boolean(),
      }),
      fc.record({ type: fc.constant("ended" as const), step }),
      fc.record({ type: fc.constant("back" as const), unfit, check: stepOrNone }),
      fc.record({ type: fc.constant("checked" as const), step, ok: fc.boolean(), unfit }),
      fc.record({ type: fc.constant("resumed" as const) }),
    ),
    { maxLength: 40 },
  )
  .map((list) => list.map((event, index) => ({ ...event, at: index * 1000 })));

interface Taken {
  readonly from: UnderstudyState;
  readonly event: UnderstudyEvent;
  readonly to: UnderstudyState;
  readonly effects: readonly UnderstudyEffect[];
  /** Who drew the panes before, by what the effects said. */
  readonly drawnBy: "shells" | "take";
}

function play(list: readonly UnderstudyEvent[]): Taken[] {
  let from: UnderstudyState = live;
  let drawnBy: "shells" | "take" = "shells";
  return list.map((event) => {
    const [to, effects] = next(from, event);
    const taken: Taken = { from, event, to, effects, drawnBy };
    from = to;
    drawnBy = effects.reduce((by, effect) => (effect.do === "show" ? effect.by : by), drawnBy);
    return taken;
  });
}

function always(check: (taken: Taken) => void): void {
  fc.assert(
    fc.property(events, (list) => {
      for (const taken of play(list)) check(taken);
    }),
    { numRuns: 2000 },
  );
}

/** The events one after the other, a second apart. */
function states(...list: readonly Omit<UnderstudyEvent, "at">[]): Taken[] {
  return play(list.map((event, index) => ({ ...event, at: index * 1000 }) as UnderstudyEvent));
}

describe("whatever happens", () => {
  test("a pane is drawn by the shells or by the recording, as its state says", () =>
    always(({ from, drawnBy, to, effects }) => {
      expect(drawnBy).toBe(isRecorded(from) ? "take" : "shells");
      const shows = effects.filter((effect) => effect.do === "show");
      expect(shows.length).toBe(isRecorded(from) === isRecorded(to) ? 0 : 1);
    }));

  test("no shell runs a step while the recording is on or called, and the recording plays none while it is not", () =>
    always(({ from, to, effects }) => {
      for (const effect of effects) {
        if (effect.do === "run")
          expect([from.at, to.at]).toEqual([expect.stringMatching(/live|stalled/), "live"]);
        if (effect.do === "play" || effect.do === "finish") expect(to.at).toBe("recorded");
      }
    }));

  test("it goes back to live only when the shells are fit, and but for a broken recording only between steps", () =>
    always(({ from, event, to }) => {
      if (!isRecorded(from) || isRecorded(to)) return;
      expect(to).toBe(live);
      expect(event).toMatchObject({ unfit: null });
      if (event.type === "checked") expect(event.ok).toBe(true);
      else if (event.type !== "broken") expect(event).toMatchObject({ check: null });
      if (event.type !== "broken") expect(from.at).toBe("cued");
    }));

  test("a step that the recording lacks is never played", () =>
    always(({ from, event, effects }) => {
      if (event.type !== "run" || event.inTake || !isRecorded(from)) return;
      const isPlaying = from.at === "recorded" && from.playing.includes(event.step);
      expect(effects.some((effect) => effect.do === "play")).toBe(false);
      if (!isPlaying) expect(effects).toEqual([{ do: "tell", why: "lacksStep" }]);
    }));

  test("a step that plays is played once until it has ended", () =>
    always(({ from, to, effects }) => {
      if (to.at === "recorded") {
        expect(to.playing.length).toBeGreaterThan(0);
        expect(new Set(to.playing).size).toBe(to.playing.length);
      }
      const played = effects.flatMap((effect) => (effect.do === "play" ? [effect.step] : []));
      if (from.at === "recorded") for (const one of played) expect(from.playing).not.toContain(one);
    }));

  test("it steps in only by the key or by the rule `auto`, and asks only by the rule `ask`", () =>
    always(({ from, event, to }) => {
      if (to.at === "called" && from.at !== "called") {
        expect(event.type === "key" || (event.type === "trouble" && event.rule === "auto")).toBe(true);
      }
      if (to.at === "stalled" && from.at !== "stalled") {
        expect(event).toMatchObject({ type: "trouble", rule: "ask" });
      }
    }));

  test("a run that is asked for is run, played, put first or answered: never lost", () =>
    always(({ from, event, to, effects }) => {
      if (event.type !== "run") return;
      const putFirst = from.at === "called" && to.at === "called" && to.step === event.step;
      expect(effects.length > 0 || putFirst).toBe(true);
    }));
});

describe("the understudy", () => {
  test("asked: steps in at the same step's start, plays the next, goes back to live at the border", () => {
    const taken = states(
      { type: "run", step: a, key: "next", inTake: true } as UnderstudyEvent,
      { type: "trouble", trouble: failed, rule: "ask", step: a } as UnderstudyEvent,
      { type: "key", step: a, unfit: null, check: null } as UnderstudyEvent,
      { type: "ready" },
      { type: "back", unfit: null, check: null } as UnderstudyEvent,
      { type: "ended", step: a } as UnderstudyEvent,
      { type: "run", step: b, key: "next", inTake: true } as UnderstudyEvent,
      { type: "ended", step: b } as UnderstudyEvent,
      { type: "key", step: null, unfit: null, check: null } as UnderstudyEvent,
      { type: "run", step: a, key: "rerun", inTake: true } as UnderstudyEvent,
    );
    expect(taken.map(({ to }) => to.at)).toEqual([
      "live",
      "stalled",
      "called",
      "recorded",
      "recorded",
      "cued",
      "recorded",
      "cued",
      "live",
      "live",
    ]);
    expect(taken.map(({ effects }) => effects.map((effect) => effect.do).join(" "))).toEqual([
      "run",
      "",
      "fetch",
      "show play",
      "tell",
      "",
      "play",
      "",
      "show",
      "run",
    ]);
  });

  test("does not go because its key bounced", () => {
    const [cued] = next({ at: "called", step: null }, { type: "ready", at: 1000 });
    expect(next(cued, { type: "key", at: 1200, step: null, unfit: null, check: null })).toEqual([
      cued,
      [{ do: "pulse" }],
    ]);
    expect(next(cued, { type: "key", at: 1700, step: null, unfit: null, check: null })[0]).toBe(live);
  });

  test("goes back only when the step's check has succeeded, and is asked for it once", () => {
    const cued: UnderstudyState = { at: "cued", since: 0 };
    const back = { type: "back", at: 1000, unfit: null, check: a } as const;
    const [checking, asked] = next(cued, back);
    expect(asked).toEqual([{ do: "check", step: a }]);
    expect(next(checking, back)).toEqual([checking, [{ do: "pulse" }]]);
    const checked = { type: "checked", at: 2000, step: a, unfit: null } as const;
    expect(next(checking, { ...checked, ok: true })[0]).toBe(live);
    expect(next(checking, { ...checked, ok: false })).toEqual([cued, [{ do: "tell", why: "notReady" }]]);
    expect(next(checking, { ...checked, ok: true, unfit: "paneNotOpen" })[0]).toEqual(cued);
    // A step that is played meanwhile was meant more.
    const [playing] = next(checking, { type: "run", at: 1500, step: b, key: "next", inTake: true });
    expect(next(playing, { ...checked, ok: true })[0]).toBe(playing);
  });

  test("that drew the panes before the window was loaded again draws them at once", () => {
    expect(next(live, { type: "resumed", at: 5 })).toEqual([
      { at: "cued", since: 5 },
      [{ do: "show", by: "take" }],
    ]);
  });

  test("that lacks the step says so, and the shells stay", () => {
    const called: UnderstudyState = { at: "called", step: a };
    expect(next(called, { type: "lacking", at: 0, why: "lacksStep" })).toEqual([
      live,
      [{ do: "tell", why: "lacksStep" }],
    ]);
  });

  test("is asked for no more when the target is well again, but still for a step that failed", () => {
    const lost: UnderstudyState = { at: "stalled", trouble: { kind: "silent" } };
    expect(next(lost, { type: "healthy", at: 0 })[0]).toBe(live);
    const step: UnderstudyState = { at: "stalled", trouble: failed };
    expect(next(step, { type: "healthy", at: 0 })[0]).toBe(step);
    expect(next(step, { type: "stay", at: 0 })[0]).toBe(live);
  });

  test("that is asked for another step while it is fetched begins with that one", () => {
    const run = { type: "run", at: 0, step: b, key: "next", inTake: true } as const;
    expect(next({ at: "called", step: null }, run)).toEqual([{ at: "called", step: b }, []]);
  });
});
