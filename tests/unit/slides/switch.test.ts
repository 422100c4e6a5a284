import { describe, expect, test } from "vitest";
import type { OnFail } from "#core/deck/model.ts";
import type { PaneId, StepId } from "#core/ids.ts";
import type { Memory, Remembered } from "../../../slides/sources/understudy/memory.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { StepState } from "#core/steps/machine.ts";
import { asSaid } from "#core/said.ts";
import type { LiveSource, RecordedSource } from "../../../slides/sources/source.ts";
import { withUnderstudy } from "../../../slides/sources/switch.ts";
import { FakeSource } from "../../e2e/ui/fake-source.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { pageOf, panes, steps } from "../../support/pane-page.ts";
import { textScreen } from "../../support/text-screen.ts";

const { one, two, other } = panes;
const { a, b, c } = steps;
const exited: StepState = { at: "failed", why: { kind: "exit", status: 1 }, ms: 10 };
const done: StepState = { at: "done", status: 0, ms: 10 };

class FakeLive extends FakeSource implements LiveSource {
  held: readonly PaneId[] = [];

  /** What the check before going back says. */
  isReady = true;

  hold(panes: ReadonlySet<PaneId>): void {
    this.held = [...panes];
  }

  catchUp(step: StepId): Promise<Answer> {
    this.calls.push(`catchUp ${step}`);
    this.set(step, { at: "typing", since: 0 });
    return Promise.resolve({ ok: true });
  }

  giveUp(step: StepId): Promise<Answer> {
    this.calls.push(`giveUp ${step}`);
    return Promise.resolve({ ok: true });
  }

  check(step: StepId): Promise<Answer> {
    this.calls.push(`check ${step}`);
    return Promise.resolve(this.isReady ? { ok: true } : { ok: false, why: asSaid("not ready") });
  }
}

/** What a window keeps for when it is loaded again. */
function madeMemory(): Memory {
  let remembered: Remembered = { recorded: [], asked: [], playedByTake: [] };
  return {
    get remembered() {
      return remembered;
    },
    keep: (now) => (remembered = now),
  };
}

interface Setting {
  readonly memory?: Memory;
  readonly onFail?: OnFail;
  readonly loading?: Promise<RecordedSource>;
  /** Whether the steps have a check. */
  readonly checks?: boolean;
}

async function stage({ onFail = "ask", loading, memory = madeMemory(), checks = false }: Setting = {}) {
  const page = pageOf(onFail, { checks });
  const clock = fakeClock();
  const live = new FakeLive(page, { kind: "live", greeting: { one: "live$ " } });
  const take = new FakeSource(page, { kind: "recorded", greeting: { one: "\x1bctake> " } });
  for (const pane of [one, two]) {
    take.timelines.set(pane, { durationMs: 1, positionMs: 0, playing: false, steps: [] });
  }
  const source = withUnderstudy({ page, live, loading: loading ?? Promise.resolve(take), clock, memory });
  const screen = textScreen();
  const refusals: string[] = [];
  source.understudy?.onRefusal((pane, why) => refusals.push(`${pane} ${why}`));
  source.place({ slide: 0, shown: [] });
  source.show(one, screen);
  await clock.pass(0);
  const run = async (step: StepId, shown: readonly StepId[]): Promise<void> => {
    void source.next(step);
    source.place({ slide: 0, shown });
    await clock.pass(0);
  };
  /** The understudy-key, when no key before it can have bounced. */
  const key = async (): Promise<void> => {
    await clock.pass(1000);
    source.understudy?.key(one);
    await clock.pass(0);
  };
  return { source, live, take, screen, clock, refusals, memory, run, key };
}

describe("shells with an understudy", () => {
  test("are live at first: keys and sizes go to the server, which draws", async () => {
    const { source, live, take, screen, run } = await stage();
    await run(a, [a]);
    source.input(one, "x");
    source.resize(one, { cols: 100, rows: 30 });
    expect(live.calls).toEqual(["next a"]);
    expect(live.inputs).toEqual(["one:x"]);
    expect(screen).toMatchObject({ text: "live$ ", cols: 100 });
    expect(take.calls).toEqual([]);
    expect(source.recording(one)).toBeNull();
  });

  test("give way to it in mid-step: it plays that step from its start, and nothing reaches the shell", async () => {
    const { source, live, take, screen, run, key } = await stage();
    await run(a, [a]);
    await key();
    expect(take.calls).toEqual(["rerun a"]);
    expect(source.recording(one)).toBe(take);
    expect(screen.text).toBe("take> ");
    expect(live.screens.has(one)).toBe(false);
    expect(source.step(a).at).toBe("typing");
    source.input(one, "x");
    expect(live.inputs).toEqual([]);
    // What the live step does now is not told to anybody.
    live.set(a, exited);
    expect(source.step(a).at).toBe("typing");
    expect(live.held).toEqual([one, two]);
  });

  test("come back between steps, in their own size; a step that was played is not theirs to run", async () => {
    const { source, live, take, screen, run, key, refusals } = await stage();
    source.resize(one, { cols: 100, rows: 30 });
    await run(a, [a]);
    await key();
    live.set(a, done);
    screen.resize(80, 24);
    source.understudy?.goLive(one);
    expect(refusals).toEqual(["one stepPlays"]);
    take.set(a, { ...done, ms: 77 });
    await run(b, [a, b]);
    take.set(b, done);
    source.understudy?.goLive(one);
    expect(source.recording(one)).toBeNull();
    expect(screen).toMatchObject({ text: "live$ ", cols: 100, rows: 30 });
    expect(source.step(a)).toMatchObject({ at: "done", ms: 77 });
    expect(live.calls).toEqual(["next a"]);
    await source.rerun(b);
    expect(live.calls).toEqual(["next a", "rerun b"]);
  });

  test.each([
    [
      "the server is gone",
      (live: FakeLive) => void Object.assign(live, { connected: false }),
      "one serverGone",
    ],
    ["the pane is lost", (live: FakeLive) => live.setPane(one, { at: "lost", why: "" }), "one paneNotOpen"],
    ["a step still runs", (live: FakeLive) => live.set(a, { at: "running", since: 0 }), "one liveStepRuns"],
  ])("do not come back while %s", async (_why, spoil, refusal) => {
    const { source, live, take, run, key, refusals } = await stage();
    await run(a, [a]);
    await key();
    live.set(a, done);
    take.set(a, done);
    spoil(live);
    source.understudy?.goLive(one);
    expect(refusals).toEqual([refusal]);
    expect(source.recording(one)).toBe(take);
  });

  test("of one target go together, those of another stay", async () => {
    const { source, live, key } = await stage();
    await key();
    source.place({ slide: 1, shown: [] });
    expect(source.recording(two)).not.toBeNull();
    expect(source.recording(other)).toBeNull();
    await source.next(c);
    expect(live.calls).toEqual([]);
  });
});

describe("a step that fails", () => {
  test("asks once, in its own pane; staying live ends it", async () => {
    const { source, live, take, run } = await stage();
    await run(a, [a]);
    live.set(a, exited);
    expect(source.understudy?.asks(one)).toMatchObject({ kind: "step", step: a });
    expect(source.understudy?.asks(two)).toBeNull();
    expect(source.understudy?.stayLive()).toBe(true);
    live.changed();
    expect(source.understudy?.asks(one)).toBeNull();
    expect(source.understudy?.stayLive()).toBe(false);
    expect(take.calls).toEqual([]);
  });

  test("is played at once by the rule `auto`, and left by the rule `never`", async () => {
    for (const [onFail, calls] of [
      ["auto", ["rerun a"]],
      ["never", []],
    ] as const) {
      const { live, take, run, clock } = await stage({ onFail });
      await run(a, [a]);
      live.set(a, exited);
      await clock.pass(0);
      expect(take.calls).toEqual(calls);
    }
  });

  test("because the presenter stopped it asks nothing", async () => {
    const { source, live, run } = await stage();
    await run(a, [a]);
    live.set(a, { at: "failed", why: { kind: "cancelled" }, ms: 1 });
    expect(source.understudy?.asks(one)).toBeNull();
  });

  test("is taken over too when it could not even begin", async () => {
    const { live, take, run, key } = await stage();
    live.refusal = "The shell is gone.";
    await run(a, [a]);
    await key();
    expect(take.calls).toEqual(["rerun a"]);
  });
});

describe("a target that is silent, or a server that is gone", () => {
  test("asks, and asks no more when it is back", async () => {
    const { source, live } = await stage();
    live.setPane(one, { at: "stalled", silentMs: 4000 });
    expect(source.understudy?.asks(one)).toEqual({ kind: "silent" });
    live.setPane(one, { at: "open", marks: true, keyboard: false });
    expect(source.understudy?.asks(one)).toBeNull();
  });

  test("counts as gone after a while only; the deck then needs no server", async () => {
    const { source, live, clock, key } = await stage();
    live.connected = false;
    live.changed();
    await clock.pass(1100);
    expect(source.understudy?.asks(one)).toBeNull();
    await clock.pass(200);
    expect(source.understudy?.asks(one)).toEqual({ kind: "server" });
    expect(source.connected).toBe(false);
    await key();
    expect(source.connected).toBe(true);
  });
});

describe("a recording", () => {
  test("that is damaged or does not come leaves all live, and says so", async () => {
    const broken = await stage({ loading: Promise.reject(new Error("damaged")) });
    await broken.key();
    expect(broken.refusals).toEqual(["one damaged"]);
    const late = await stage({ loading: new Promise(() => undefined) });
    await late.key();
    expect(late.refusals).toEqual([]);
    await late.clock.pass(3000);
    expect(late.refusals).toEqual(["one damaged"]);
    expect(late.source.recording(one)).toBeNull();
  });

  test("that breaks off in mid-play gives the panes back to shells that are fit", async () => {
    const { source, take, live, run, key, refusals } = await stage();
    await run(a, [a]);
    await key();
    live.set(a, done);
    take.setPane(one, { at: "lost", why: "A part is missing." });
    expect(refusals).toEqual(["one damaged"]);
    expect(source.recording(one)).toBeNull();
  });
});

describe("after a reload", () => {
  test("who played, and what was played, is as before: nothing runs, and nothing live is drawn", async () => {
    const before = await stage();
    await before.run(a, [a]);
    await before.key();
    before.take.set(a, done);
    await before.clock.pass(0);
    const { source, live, take, screen } = await stage({ memory: before.memory });
    expect(source.recording(one)).toBe(take);
    expect(screen.text).toBe("take> ");
    expect(live.held).toEqual([one, two]);
    expect([...live.calls, ...take.calls]).toEqual([]);
    expect(source.playedBy(a)).toBe("take");
  });

  test("a recording that is there no more leaves the shells", async () => {
    const before = await stage();
    await before.key();
    const { source, screen } = await stage({
      memory: before.memory,
      loading: Promise.reject(new Error("gone")),
    });
    expect(source.recording(one)).toBeNull();
    expect(screen.text).toBe("live$ ");
  });

  test("of the deck that led before, another one goes on as that one stood", async () => {
    const { source, take } = await stage();
    source.understudy?.resume([one], [a]);
    expect(source.recording(one)).toBe(take);
    expect(source.recording(other)).toBeNull();
    expect(source.playedBy(a)).toBe("take");
  });
});

describe("going back to live", () => {
  test("waits for the check of the last step that has one, and says when it did not succeed", async () => {
    const { source, live, run, key, refusals, take, clock } = await stage({ checks: true });
    await run(a, [a]);
    await key();
    take.set(a, done);
    live.set(a, done);
    live.isReady = false;
    await key();
    await clock.pass(0);
    expect(live.calls).toEqual(["next a", "check a"]);
    expect(refusals).toEqual([`${one} notReady`]);
    expect(source.recording(one)).toBe(take);
    live.isReady = true;
    source.understudy?.goLive(one);
    await clock.pass(0);
    expect(source.recording(one)).toBeNull();
  });
});

describe("catching up", () => {
  test("runs in the shells what the recording has played, in order, each once, and is over then", async () => {
    const { source, live, run, key, refusals, take, clock } = await stage();
    await key();
    await run(a, [a]);
    take.set(a, done);
    await run(b, [a, b]);
    take.set(b, done);
    source.understudy?.catchUp(one);
    source.understudy?.catchUp(one);
    await clock.pass(0);
    expect(live.calls).toEqual(["catchUp a"]);
    expect(source.understudy?.behind(one)).toBe(2);
    live.set(a, { at: "running", since: 0 });
    source.understudy?.goLive(one);
    expect(refusals).toEqual([`${one} liveStepRuns`]);
    live.set(a, done);
    await clock.pass(0);
    expect(live.calls).toEqual(["catchUp a", "catchUp b"]);
    live.set(b, { at: "running", since: 0 });
    live.set(b, done);
    await clock.pass(0);
    expect(refusals.at(-1)).toBe(`${one} caughtUp`);
    expect(source.understudy?.behind(one)).toBe(0);
    expect(source.recording(one)).toBe(take);
    source.understudy?.goLive(one);
    expect(source.recording(one)).toBeNull();
    // What the shells have done by now is theirs.
    expect(source.playedBy(a)).toBe("shell");
  });

  test("stops at the first step that fails, and says so", async () => {
    const { source, live, run, key, refusals, take, clock } = await stage();
    await key();
    await run(a, [a]);
    take.set(a, done);
    await run(b, [a, b]);
    take.set(b, done);
    source.understudy?.catchUp(one);
    await clock.pass(0);
    live.set(a, { at: "running", since: 0 });
    live.set(a, exited);
    await clock.pass(0);
    expect(live.calls).toEqual(["catchUp a"]);
    expect(refusals).toEqual([`${one} catchUpFailed`]);
  });

  test("has nothing to do where nothing was skipped", async () => {
    const { source, refusals } = await stage();
    source.understudy?.catchUp(one);
    expect(refusals).toEqual([`${one} nothingSkipped`]);
  });
});

test("a step that is tried again and again is given up when the recording plays it", async () => {
  const { live, run, key } = await stage();
  await run(a, [a]);
  live.set(a, { at: "running", since: 0, tries: { run: 2, of: 9, waits: null } });
  await key();
  live.set(a, { at: "running", since: 0, tries: { run: 3, of: 9, waits: null } });
  expect(live.calls).toEqual(["next a", "giveUp a"]);
});
