import { describe, expect, it } from "vitest";
import { ok, problem, warning, worstFirst, worstOf } from "#core/doctor/finding.ts";
import { judgeAnswer } from "#core/doctor/network.ts";
import { judgeScreen, type ShownScreen } from "#core/doctor/screen.ts";
import { judgeUnderstudy } from "#core/doctor/understudy.ts";
import { satisfies } from "#core/doctor/versions.ts";
import { id } from "#core/ids.ts";
import { run } from "../../support/made-take.ts";

describe("findings", () => {
  it("stand worst first, and the worst one counts", () => {
    const findings = [ok("a"), warning("b", "x"), problem("c", "y"), ok("d")];
    expect(worstFirst(findings).map(({ says }) => says)).toEqual(["c", "b", "a", "d"]);
    expect(worstOf([{ findings }])).toBe("problem");
    expect(worstOf([])).toBe("ok");
  });
});

describe("a version", () => {
  const range = "^20.19.0 || ^22.13.0 || >=24";
  it.each([
    ["20.19.0", true],
    ["20.20.2", true],
    ["20.18.9", false],
    ["21.0.0", false],
    ["22.13.1", true],
    ["24.0.0", true],
    ["26.1.0", true],
  ])("%s fits engines or not", (version, fits) => expect(satisfies(version, range)).toBe(fits));
});

describe("an understudy", () => {
  const step = (name: string, line = name) => ({
    id: id<"step">(name),
    pane: id<"pane">("p"),
    lines: [line],
  });
  const judge = (
    steps: ReturnType<typeof step>[],
    runs: ReturnType<typeof run>[],
    unreadable = new Map<string, string>(),
  ) =>
    judgeUnderstudy(
      { id: id("t-1"), steps: runs },
      steps,
      (line) => line.replace("secret", "•••"),
      unreadable,
    ).map(({ state, says }) => `${state}: ${says}`);
  const good = run("a", "p", [0, 1, 2]);

  it("has every step, with the lines of today, secrets apart", () => {
    expect(judge([step("a")], [good])).toEqual([
      "ok: t-1 has all 1 steps, with the command lines that the talk has now.",
    ]);
    expect(judge([step("a", "use secret")], [{ ...good, lines: ["use •••"] }])[0]).toMatch(/^ok/);
  });

  it("lacks a step, or has only a bad run of it", () => {
    expect(judge([step("b")], [good])).toEqual(['problem: Step "b" is not in the understudy.']);
    expect(judge([step("a")], [{ ...good, outcome: "failed" }])[0]).toMatch(/failed in the understudy/);
    expect(judge([step("a")], [{ ...good, outcome: "open", endMs: null }])[0]).toMatch(/had not ended/);
  });

  it("is of another command line, or damaged", () => {
    expect(judge([step("a", "other")], [good])).toEqual([
      'warning: Step "a" runs another command line than the understudy shows: a',
    ]);
    expect(judge([step("a")], [good], new Map([["p", "line 3 is no JSON"]]))).toEqual([
      'problem: Step "a" cannot be played: line 3 is no JSON.',
    ]);
  });
});

describe("a screen", () => {
  const screen: ShownScreen = {
    width: 1920,
    height: 1080,
    pixelRatio: 1,
    fullscreen: true,
    terminals: [{ pane: "laptop", cols: 100, rows: 18, rowPx: 40 }],
  };
  const states = (more: Partial<ShownScreen>) =>
    judgeScreen({ ...screen, ...more }, "en").map(({ state }) => state);

  it("can be read from the last row", () => expect(states({})).toEqual(["ok", "ok", "ok"]));

  it("is too small, upright, or not full", () => {
    expect(states({ height: 600 })[0]).toBe("warning");
    expect(states({ width: 900 })[0]).toBe("warning");
    expect(states({ fullscreen: false })[1]).toBe("warning");
  });

  it("has type that is too small for it, or too few columns", () => {
    const terminal = { pane: "p", cols: 200, rows: 60, rowPx: 40 };
    const of = (more: Partial<typeof terminal>) => states({ terminals: [{ ...terminal, ...more }] })[2];
    expect([of({ rowPx: 16 }), of({ rowPx: 20 }), of({ rowPx: 24 }), of({ cols: 40 })]).toEqual([
      "problem",
      "warning",
      "ok",
      "warning",
    ]);
    expect(states({ terminals: [] })[2]).toBe("warning");
  });
});

describe("the answer of the network", () => {
  const answer = { status: 200, text: "success\n", clockAheadMs: 300 };

  it("comes from where it should, or from a login page", () => {
    expect(judgeAnswer(answer).state).toBe("ok");
    expect(judgeAnswer({ ...answer, text: "<html>Welcome to the hotel" }).says).toMatch(/login page/);
    expect(judgeAnswer({ ...answer, status: 302, text: "" }).says).toMatch(/login page/);
  });

  it("tells what the clock is off by", () => {
    expect(judgeAnswer({ ...answer, clockAheadMs: -300_000 }).says).toMatch(/clock is 300 s behind/);
    expect(judgeAnswer({ ...answer, clockAheadMs: null }).state).toBe("ok");
  });
});
