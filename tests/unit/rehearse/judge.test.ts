import { describe, expect, it } from "vitest";
import { learnedFrom } from "#core/compare/learn.ts";
import { noRules } from "#core/compare/normalise.ts";
import { stepsOf } from "#core/deck/model.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { whyEnded } from "#server/app/why-ended.ts";
import { judge, type Evidence, type Judged } from "../../../scripts/rehearse/judge.ts";
import { run } from "../../support/made-take.ts";
import { asSaid } from "#core/said.ts";

const [step] = stepsOf(
  parseTalk(
    "# T\n\n```terminal\n$ make secret\n  id: make\n  expect: done\n  timeout: 90s\n```",
    "/talks/t/en.md",
  ),
);
if (!step) throw new Error("the talk has no step");

const evidence = (text: string, more: Parameters<typeof run>[3] = {}): Evidence => ({
  run: run("make", "local", [0, 100, 1100], { lines: ["make •••"], ...more }),
  output: learnedFrom({ text, whole: true }, noRules),
});

function judged(
  now: Evidence,
  understudy: Evidence | undefined,
  ran: Judged["run"],
  more: Partial<Pick<Judged, "printed" | "step">> = {},
) {
  if (!step) throw new Error("the talk has no step");
  return judge({
    step,
    slide: { title: "T" },
    file: "en.md",
    run: ran,
    now,
    printed: "",
    understudy,
    redact: (text) => text.replace("secret", "•••"),
    ...more,
  });
}

const done = { at: "done", status: 0, ms: 1200 } as const;

const todoFor = (reason: string): string => {
  const { result } = judged(evidence(""), undefined, {
    at: "failed",
    why: { kind: "lost", reason: asSaid(reason) },
    ms: 1,
  });
  return result.is === "failed" ? result.todo : expect.fail("it did not fail");
};

it("a step that ended its own shell is not told to look at the network", () => {
  expect(todoFor(whyEnded({ why: "exited", status: 3 }))).toMatch(/^The line ends the pane's own shell/);
  expect(todoFor("The connection to web1 is gone.")).toMatch(/^Check the network/);
});

describe("a step that ran", () => {
  it("is the same where only times, ids and colours differ", () => {
    const before = evidence("took 12.1s\r\n\x1b[32mdone\x1b[0m\r\n");
    expect(judged(evidence("took 13.4s\r\ndone\r\n"), before, done)).toMatchObject({
      at: "en.md:4",
      lines: ["make •••"],
      result: { is: "passed" },
      // By the take, not by the watch of whoever looked on.
      ms: 1000,
      understudyMs: 1000,
      output: { is: "same" },
    });
  });

  it("is the same in another order, or with anything, where the talk says so", () => {
    const output = (compare: "in order" | "any order" | "off") =>
      judged(evidence("b\na\n"), evidence("a\nb\n"), done, { step: { ...step, compare } }).output.is;
    expect([output("in order"), output("any order"), output("off")]).toEqual(["changed", "same", "unknown"]);
  });

  it("is compared as far as both are known", () => {
    const flood = { ...evidence("a\nb\n"), output: { lines: ["a", "b"], whole: false } };
    expect(judged(evidence("a\nb\nc\n"), flood, done).output).toEqual({ is: "same" });
  });

  it("is changed where a line is another one", () => {
    expect(judged(evidence("gone\n"), evidence("done\n"), done).output).toEqual({
      is: "changed",
      lines: [
        { of: "recorded", text: "done" },
        { of: "now", text: "gone" },
      ],
    });
  });

  it("is not compared with nothing, a bad run, or another command", () => {
    const why = (before: Evidence | undefined) => judged(evidence("done\n"), before, done).output;
    expect(why(undefined)).toEqual({ is: "unknown", why: "the talk has no understudy" });
    expect(why(evidence("", { outcome: "failed" }))).toMatchObject({ is: "unknown" });
    expect(why(evidence("done\n", { lines: ["make"] }))).toEqual({
      is: "unknown",
      why: "the understudy ran another command line",
    });
    expect(why({ ...evidence(""), output: undefined })).toMatchObject({ is: "unknown" });
  });
});

describe("a step that failed", () => {
  it("says what was expected, its last lines, and what to do", () => {
    const failed = judged(
      { run: undefined, output: undefined },
      undefined,
      { at: "failed", why: { kind: "timeout", afterMs: 90_000 }, ms: 90_000 },
      { printed: "\n  one\r\ntwo\r\n" },
    );
    expect(failed).toMatchObject({
      result: {
        is: "failed",
        why: "had not ended after 90 s",
        expected: ['prints "done"', "ends with status 0", "is over within 90 s"],
        printed: ["  one", "two"],
        todo: `Where it only needs longer than 90 s, give the step a longer "timeout".`,
      },
      output: { is: "unknown" },
    });
  });

  it("of an unknown host key says how to accept it", () => {
    const why = { kind: "refused", reason: "The host key of web1 is not known: …" } as const;
    expect(judged(evidence(""), undefined, { at: "failed", why, ms: null }).result).toMatchObject({
      todo: expect.stringContaining("Shift+A") as string,
    });
  });

  it("was skipped for a reason", () => {
    expect(judged(evidence(""), undefined, { at: "left", why: '"x" failed before it.' })).toMatchObject({
      result: { is: "skipped", why: '"x" failed before it.' },
      ms: null,
    });
  });
});
