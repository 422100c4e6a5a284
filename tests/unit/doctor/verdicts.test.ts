import { describe, expect, it } from "vitest";
import type { Pane } from "#core/deck/model.ts";
import { ok, problem, warning, worstFirst, worstOf } from "#core/doctor/finding.ts";
import { judgeAnswer } from "#core/doctor/network.ts";
import { judgePlannedType } from "#core/doctor/planned-type.ts";
import { judgeScreen, type ShownScreen } from "#core/doctor/screen.ts";
import { judgeUnderstudy } from "#core/doctor/understudy.ts";
import { satisfies } from "#core/doctor/versions.ts";
import { id } from "#core/ids.ts";
import { run } from "../../support/made-take.ts";
import { talkOf } from "../deck/talk-of.ts";

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
  const step = (name: string, more: Partial<Parameters<typeof judgeUnderstudy>[1][number]> = {}) => ({
    id: id<"step">(name),
    pane: id<"pane">("p"),
    lines: [name],
    expect: [],
    exit: 0,
    ...more,
  });
  const judge = (
    steps: ReturnType<typeof step>[],
    runs: ReturnType<typeof run>[],
    { unreadable = new Map<string, string>(), printed = "" } = {},
  ) =>
    judgeUnderstudy({ id: id("t-1"), steps: runs }, steps, {
      redact: (line) => line.replace("secret", "•••"),
      unreadable,
      printed: new Map(runs.map((one) => [one.step, printed])),
    }).map(({ state, says }) => `${state}: ${says.en}`);
  const good = run("a", "p", [0, 1, 2]);
  const text = (words: string, not = false) => ({ kind: "text", text: words, not }) as const;

  it("has every step, with the lines of today, secrets apart", () => {
    expect(judge([step("a")], [good])).toEqual([
      "ok: t-1 has every step as the talk has it now: its command line, its pane, and what it is to print.",
    ]);
    const secret = step("a", { lines: ["use secret"], expect: [text("secret")] });
    expect(judge([secret], [{ ...good, lines: ["use •••"] }])[0]).toMatch(/^ok/);
  });

  it("lacks a step, or has only a bad run of it", () => {
    expect(judge([step("b")], [good])).toEqual(['problem: Step "b" is not in the understudy.']);
    expect(judge([step("a")], [{ ...good, outcome: "failed" }])[0]).toMatch(/failed in the understudy/);
    expect(judge([step("a")], [{ ...good, outcome: "open", endMs: null }])[0]).toMatch(/had not ended/);
  });

  it("is of another command line or another pane, or damaged", () => {
    expect(judge([step("a", { lines: ["other"] })], [good])).toEqual([
      'warning: Step "a" runs another command line than the understudy shows: a',
    ]);
    expect(judge([step("a", { pane: id("q") })], [good])).toEqual([
      'problem: Step "a" is in the pane "q" now, and was recorded in "p".',
    ]);
    expect(judge([step("a")], [good], { unreadable: new Map([["p", "line 3 is no JSON"]]) })).toEqual([
      'problem: Step "a" cannot be played: line 3 is no JSON.',
    ]);
  });

  it("shows something else than the talk expects by now", () => {
    const printed = "\u001b[32mthe ship sinks\u001b[0m\r\n";
    const judged = (more: Parameters<typeof step>[1]) => judge([step("a", more)], [good], { printed })[0];
    expect(judged({ expect: [text("ship sinks")] })).toMatch(/^ok/);
    expect(judged({ expect: [text("afloat")] })).toBe(
      'warning: Step "a" did not print "afloat" in the understudy.',
    );
    expect(judged({ expect: [text("sinks", true)] })).toBe(
      'warning: Step "a" printed "sinks" in the understudy.',
    );
    expect(judged({ exit: 3 })).toBe('warning: Step "a" ended with status 0 in the understudy, not 3.');
    expect(judged({ exit: "any" })).toMatch(/^ok/);
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

describe("the type of panes that have a size of their own, before it is seen", () => {
  const fixed = (name: string, cols: number, rows: number): [string, Pane] => [
    name,
    { id: id(name), title: name, target: id("t"), scrollback: 0, size: { kind: "fixed", cols, rows } },
  ];
  const panes = Object.fromEntries([fixed("a", 100, 30), fixed("b", 80, 24), fixed("w", 220, 60)]);
  const scene = (name: string) => `\`\`\`terminal ${name}\n\`\`\`\n`;
  const judge = (...body: string[]) => judgePlannedType({ slides: talkOf(body.join("\n")).slides, panes });

  // Measured in a browser, with a window of 1920 × 1080 pixels: how high a row is.
  it.each([
    ["one", [scene("w")], [["w", 13]]],
    [
      "two side by side",
      [scene("a"), scene("b")],
      [
        ["a", 21],
        ["b", 25],
      ],
    ],
    [
      "two in a stack",
      ['<!-- .slide: data-panes="stack" -->', scene("a"), scene("b")],
      [
        ["a", 11],
        ["b", 13],
      ],
    ],
    [
      "three",
      [scene("a"), scene("b"), scene("n")],
      [
        ["a", 21],
        ["b", 13],
      ],
    ],
  ] as const)("is what a browser will draw: %s", (_which, body, rows) => {
    const planned = judge("## Title", ...body).flatMap(({ says }) => {
      const [, pane, percent] = /"(\w)" has .* a row of ([\d.]+) %/.exec(says.en) ?? [];
      return pane === undefined ? [] : [{ pane, px: Number(percent) * 10.8 }];
    });
    // Of what is large enough nothing is said.
    const small = rows.filter(([, px]) => px < 23);
    expect(planned.map(({ pane }) => pane)).toEqual(small.map(([pane]) => pane));
    for (const [index, [, px]] of small.entries())
      expect(Math.abs((planned[index]?.px ?? 0) - px)).toBeLessThan(1.5);
  });

  it("is fine where it is large, or where the slide says how large", () => {
    const large = Object.fromEntries([fixed("a", 60, 12)]);
    const { slides } = talkOf(`## T\n\n${scene("a")}`);
    expect(judgePlannedType({ slides, panes: large }).map(({ state }) => state)).toEqual(["ok", "notNeeded"]);
    expect(judge("## T", scene("n"))[0]?.says.en).toMatch(/^No pane has a size of its own/);
  });

  it("is a problem where nobody in the last row can read it", () =>
    expect(judge("## T", scene("w"))[0]).toMatchObject({ state: "problem" }));
});

describe("the answer of the network", () => {
  const answer = { status: 200, text: "success\n", clockAheadMs: 300 };

  it("comes from where it should, or from a login page", () => {
    expect(judgeAnswer(answer).state).toBe("ok");
    expect(judgeAnswer({ ...answer, text: "<html>Welcome to the hotel" }).says.en).toMatch(/login page/);
    expect(judgeAnswer({ ...answer, status: 302, text: "" }).says.en).toMatch(/login page/);
  });

  it("tells what the clock is off by", () => {
    expect(judgeAnswer({ ...answer, clockAheadMs: -300_000 }).says.en).toMatch(/clock is 300 s behind/);
    expect(judgeAnswer({ ...answer, clockAheadMs: null }).state).toBe("ok");
  });
});
