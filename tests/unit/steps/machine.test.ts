import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  idle,
  isBusy,
  next,
  type StepEffect,
  type StepEvent,
  type StepState,
  type Unmet,
} from "#core/steps/machine.ts";

const unmetText = (text: string, not: boolean): Unmet => ({
  expected: { kind: "text", text, not },
  instead: null,
});
const MISSING = unmetText("active", false);
const FORBIDDEN = unmetText("error", true);

const RULES = { exit: 0, timeoutMs: 30_000 } as const;

/** An event and how long after the one before it comes. */
const event = fc.oneof(
  fc
    .constantFrom<StepEvent["type"]>("next", "rerun", "typed", "timeout", "settled", "giveUp", "cancel")
    .map((type) => ({ type })),
  fc.record({
    type: fc.constant("ended" as const),
    status: fc.option(fc.integer({ min: 0, max: 255 })),
    unmet: fc.option(fc.constant(MISSING)),
  }),
  fc.record({ type: fc.constant("forbidden" as const), unmet: fc.constant(FORBIDDEN) }),
  fc.record({ type: fc.constant("lost" as const), reason: fc.constant("the network is gone") }),
);
const events = fc.array(fc.tuple(event, fc.nat({ max: 60_000 })), { maxLength: 40 }).map((list) => {
  let at = 1000;
  return list.map(([what, wait]) => ({ ...what, at: (at += wait) }) as StepEvent);
});

interface Taken {
  readonly from: StepState;
  readonly event: StepEvent;
  readonly to: StepState;
  readonly effects: readonly StepEffect[];
}

function play(list: readonly StepEvent[], rules: Parameters<typeof next>[2] = RULES): Taken[] {
  let from = idle;
  return list.map((one) => {
    const [to, effects] = next(from, one, rules);
    const taken = { from, event: one, to, effects };
    from = to;
    return taken;
  });
}

const does = (taken: Taken, what: StepEffect["do"]): boolean =>
  taken.effects.some((effect) => effect.do === what);
const always = (holds: (taken: Taken, index: number, all: readonly Taken[]) => void): void => {
  fc.assert(
    fc.property(events, (list) => play(list).forEach(holds)),
    { numRuns: 500 },
  );
};

describe("a step, whatever happens", () => {
  test("types only when the next-key finds it idle, or the rerun-key finds it at rest", () =>
    always((taken) => {
      const asked =
        taken.event.type === "rerun"
          ? !isBusy(taken.from)
          : taken.event.type === "next" && taken.from.at === "idle";
      expect(does(taken, "type")).toBe(asked);
      if (asked) expect(taken.to).toEqual({ at: "typing", since: taken.event.at });
    }));

  test("never types twice without an end between", () => {
    fc.assert(
      fc.property(events, (list) => {
        let open = false;
        for (const taken of play(list)) {
          if (does(taken, "type")) {
            expect(open).toBe(false);
            open = true;
          }
          if (!isBusy(taken.to)) open = false;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("starts its timeout when Enter is pressed, and only then; leaving a busy state stops it", () =>
    always((taken) => {
      const entered = taken.from.at === "typing" && taken.to.at === "running";
      expect(does(taken, "startTimeout")).toBe(entered);
      expect(does(taken, "stopTimeout")).toBe(isBusy(taken.from) && !isBusy(taken.to));
      if (entered) expect(taken.effects).toEqual([{ do: "startTimeout", ms: RULES.timeoutMs }]);
    }));

  test("is left by every way out while it runs", () =>
    always((taken) => {
      if (taken.from.at !== "running") return;
      const out = ["ended", "settled", "forbidden", "timeout", "lost", "cancel"].includes(taken.event.type);
      expect(isBusy(taken.to)).toBe(!out);
    }));

  test("pulses for a key that does nothing, and finishes its typing for the next-key", () =>
    always((taken) => {
      const key = taken.event.type === "next" || taken.event.type === "rerun";
      const finishes = taken.from.at === "typing" && taken.event.type === "next";
      expect(does(taken, "finishTyping")).toBe(finishes);
      expect(does(taken, "pulse")).toBe(key && !finishes && !does(taken, "type"));
      if (key && !does(taken, "type")) expect(taken.to).toBe(taken.from);
    }));

  test("changes at rest by the rerun-key alone, and never comes back to idle", () =>
    always((taken) => {
      if (taken.from.at !== "done" && taken.from.at !== "failed") return;
      if (taken.event.type !== "rerun") expect(taken.to).toBe(taken.from);
      expect(taken.to.at).not.toBe("idle");
    }));

  test("says how long it took, never less than nothing", () =>
    always(({ from, event: { at }, to }) => {
      if ((to.at === "done" || to.at === "failed") && (from.at === "running" || from.at === "typing")) {
        expect(to.ms).toBe(at - from.since);
        expect(to.ms).toBeGreaterThanOrEqual(0);
      }
    }));

  test("is done only by a status that counts and with nothing unmet", () => {
    fc.assert(
      fc.property(events, fc.constantFrom<number | "any">(0, 1, "any"), (list, exit) => {
        for (const { from, event: one, to } of play(list, { exit, timeoutMs: 1 })) {
          if (from.at !== "running" || one.type !== "ended") continue;
          const counts = one.status === null || exit === "any" || one.status === exit;
          expect(to.at).toBe(counts && one.unmet === null ? "done" : "failed");
        }
      }),
    );
  });
});

test("a whole life", () => {
  const states = play([
    { type: "next", at: 0 },
    { type: "next", at: 100 },
    { type: "typed", at: 200 },
    { type: "next", at: 300 },
    { type: "ended", at: 1200, status: 1, unmet: null },
    { type: "rerun", at: 2000 },
    { type: "typed", at: 2100 },
    { type: "timeout", at: 32_100 },
  ]).map((taken) => taken.to);
  expect(states.at(4)).toEqual({ at: "failed", why: { kind: "exit", status: 1 }, ms: 1000 });
  expect(states.at(-1)).toEqual({ at: "failed", why: { kind: "timeout", afterMs: 30_000 }, ms: 30_000 });
});

describe("a step that is run again until it is good", () => {
  const rules = { ...RULES, retry: { times: 2, everyMs: 500 } };
  const bad = { type: "ended", status: 1, unmet: null } as const;
  const good = { type: "ended", status: 0, unmet: null } as const;
  const entered: readonly StepEvent[] = [
    { type: "next", at: 0 },
    { type: "typed", at: 100 },
  ];

  test("fails only after the last run", () => {
    const taken = play(
      [
        ...entered,
        { ...bad, at: 200 },
        { type: "typed", at: 700 },
        { type: "ended", at: 800, status: 0, unmet: MISSING },
        { type: "typed", at: 1300 },
        { ...bad, at: 1400 },
      ],
      rules,
    );
    expect(taken[2]?.to).toEqual({
      at: "running",
      since: 100,
      tries: { run: 1, of: 3, waits: { kind: "exit", status: 1 } },
    });
    expect(taken[2]?.effects).toEqual([{ do: "stopTimeout" }, { do: "again", afterMs: 500 }]);
    expect(taken[3]?.to).toMatchObject({ tries: { run: 2, waits: null } });
    expect(taken[3]?.effects).toEqual([{ do: "startTimeout", ms: rules.timeoutMs }]);
    expect(taken.at(-1)?.to).toEqual({ at: "failed", why: { kind: "exit", status: 1 }, ms: 1300 });
  });

  test("is done with its first good run, and no key runs it between", () => {
    const taken = play(
      [
        ...entered,
        { ...bad, at: 200 },
        { type: "next", at: 300 },
        { type: "typed", at: 700 },
        { ...good, at: 800 },
      ],
      rules,
    );
    expect(taken[3]?.effects).toEqual([{ do: "pulse" }]);
    expect(taken.at(-1)?.to).toEqual({ at: "done", status: 0, ms: 700 });
  });

  test("is not run again once it is given up", () => {
    const between = play([...entered, { ...bad, at: 200 }, { type: "giveUp", at: 300 }], rules);
    expect(between.at(-1)?.to).toEqual({ at: "failed", why: { kind: "exit", status: 1 }, ms: 200 });
    const within = play([...entered, { type: "giveUp", at: 150 }, { ...bad, at: 200 }], rules);
    expect(within.at(-1)?.to).toMatchObject({ at: "failed" });
  });

  test("does not end by what it must not print before its last run has", () => {
    const forbidden = { type: "forbidden", unmet: FORBIDDEN } as const;
    const taken = play([...entered, { ...forbidden, at: 150 }, { ...good, at: 200 }], rules);
    expect(taken[2]?.to.at).toBe("running");
  });

  test("is typed again only between two runs, whatever happens", () => {
    fc.assert(
      fc.property(events, (list) => {
        for (const { from, to, effects } of play(list, rules)) {
          if (!effects.some((effect) => effect.do === "again")) continue;
          expect(from).toMatchObject({ at: "running", tries: { waits: null } });
          expect(to).toMatchObject({ at: "running", tries: { waits: expect.anything() as unknown } });
        }
      }),
      { numRuns: 500 },
    );
  });
});
