import { describe, expect, it } from "vitest";
import { sceneOf } from "./talk-of.ts";

describe("a scene", () => {
  it("has a step for each line that begins with a dollar", () => {
    const { steps, said } = sceneOf("$ one", "", "# a comment", "  # another", "$ two  ");
    expect(steps.map(({ lines, line }) => [lines, line])).toEqual([
      [["one"], 2],
      [["two"], 6],
    ]);
    expect(said).toEqual([]);
  });

  it("goes on with a step where a line begins with >", () => {
    const { steps } = sceneOf("$ cat <<END", ">   indented", ">", "> END");
    expect(steps[0]?.lines).toEqual(["cat <<END", "  indented", "", "END"]);
  });

  it("gives a step good defaults", () => {
    expect(sceneOf("$ ls").steps).toEqual([
      {
        id: "0.0/local/1",
        pane: "local",
        line: 2,
        lines: ["ls"],
        expect: [],
        exit: 0,
        timeoutMs: 60_000,
        compare: "in order",
        typing: { kind: "human", charsPerSecond: 28 },
        onFail: "ask",
      },
    ]);
  });

  it("reads every directive", () => {
    const { steps, said } = sceneOf(
      "$ make",
      "  id: make-it",
      "  expect: done: all",
      "  expect: /^ok \\d+$/mi",
      '  expect: "/usr/"',
      "\texpect not: error",
      "  exit: 3",
      "  expect json: $.items[0].status = running",
      "  expect not json: [*].error",
      "  expect screen: settles for 2s",
      "  stop with: q",
      "  timeout: 1m 30s",
      "  retry: 5 times every 2s",
      "  compare: any order",
      "  back when: test -f ready",
      "  typing: 40/s",
      "  background: start",
      "  on failure: auto",
    );
    expect(said).toEqual([]);
    expect(steps[0]).toEqual({
      id: "make-it",
      pane: "local",
      line: 2,
      lines: ["make"],
      expect: [
        { kind: "text", text: "done: all", not: false },
        { kind: "pattern", source: "^ok \\d+$", flags: "mi", not: false },
        { kind: "text", text: "/usr/", not: false },
        { kind: "text", text: "error", not: true },
        { kind: "json", wish: "$.items[0].status = running", not: false },
        { kind: "json", wish: "[*].error", not: true },
      ],
      exit: 3,
      timeoutMs: 90_000,
      retry: { times: 5, everyMs: 2000 },
      settles: { afterMs: 2000, stopWith: "q" },
      compare: "any order",
      backWhen: "test -f ready",
      typing: { kind: "human", charsPerSecond: 40 },
      background: { from: "start" },
      onFail: "auto",
    });
  });

  it("takes a path for a text, not for a pattern", () => {
    expect(sceneOf("$ pwd", "  expect: /etc/hosts").steps[0]?.expect).toEqual([
      { kind: "text", text: "/etc/hosts", not: false },
    ]);
  });

  it("says above its first step what holds for all: expectations add up, the rest is replaced", () => {
    const { steps } = sceneOf(
      "  timeout: 5s",
      "  exit: any",
      "  typing: off",
      "  expect not: panic",
      "$ a",
      "$ b",
      "  timeout: 2s",
      "  expect: fine",
    );
    expect(
      steps.map(({ timeoutMs, exit, typing, expect }) => [timeoutMs, exit, typing.kind, expect.length]),
    ).toEqual([
      [5000, "any", "off", 1],
      [2000, "any", "off", 2],
    ]);
  });

  it("has hidden commands before and after, as many as it likes", () => {
    const { scene, said } = sceneOf("  setup: cd /tmp", "  setup: clear", "  cleanup: rm -f x", "$ ls");
    expect(scene).toMatchObject({ setup: ["cd /tmp", "clear"], cleanup: ["rm -f x"] });
    expect(said).toEqual([]);
  });

  it("may have no step: the pane is shown", () => {
    expect(sceneOf("").scene?.steps).toEqual([]);
  });
});

describe("a mistake in a scene", () => {
  it.each([
    [["ls -l"], `t/en.md:2: "ls -l" is neither a step nor a directive; did you mean "$ ls -l"?`],
    [["$ls -l"], `t/en.md:2: "$ls -l" is not understood; did you mean "$ ls -l"?`],
    [["$ a", ">b"], `t/en.md:3: ">b" is not understood; did you mean "> b"?`],
    [["$ "], `t/en.md:2: a step needs a command after "$ "`],
    [["> more"], `t/en.md:2: "> " continues a step, but no step was begun: begin one with "$ "`],
    [["$ a", "expect: b"], `t/en.md:3: a directive is indented: did you mean "  expect: b"?`],
    [["$ a", "  expct: b"], `t/en.md:3: unknown directive "expct"; did you mean "expect"?`],
    [["$ a", "  on-failure: ask"], `t/en.md:3: unknown directive "on-failure"; did you mean "on failure"?`],
    [["$ a", "  expect:"], `t/en.md:3: "expect" needs a value`],
    [
      ["$ a", "  timeout: 90"],
      `t/en.md:3: timeout "90" is no duration: write a number with its unit, like "500ms", "90s" or "1m 30s"`,
    ],
    [["$ a", "  expect: /(/"], `t/en.md:3: /(/ is no regular expression: unterminated group`],
    [["$ a", "  exit: 256"], `t/en.md:3: exit "256" is neither a number from 0 to 255 nor "any"`],
    [
      ["$ a", "  typing: fast"],
      `t/en.md:3: typing "fast" is neither "off" nor "human" nor a speed from "1/s" to "1000/s"`,
    ],
    [
      ["$ a", "  background: intro"],
      `t/en.md:3: background "intro" is neither "start" nor the id of a slide, like "#intro"`,
    ],
    [
      ["$ a", "  expect json: items[0"],
      `t/en.md:3: expect json "items[0" is not understood: write a path with or without a value, like "$.items[0].status = running"`,
    ],
    [
      ["$ a", "  expect screen: stops"],
      `t/en.md:3: expect screen "stops" is not understood: write "settles", or "settles for 2s"`,
    ],
    [
      ["$ a", "  stop with: quit"],
      `t/en.md:3: stop with "quit" is no key: write a letter like "q", "Ctrl-C" or "Esc"`,
    ],
    [
      ["$ a", "  retry: often"],
      `t/en.md:3: retry "often" is not understood: write how often and how far apart, like "5 times every 2s"`,
    ],
    [["$ a", "  compare: never"], `t/en.md:3: compare "never" is not "in order", "any order" or "off"`],
    [["$ a", "  expect jsn: a"], `t/en.md:3: unknown directive "expect jsn"; did you mean "expect json"?`],
    [["$ a", "  on failure: skip"], `t/en.md:3: on failure "skip" is not "ask", "auto" or "never"`],
    [["$ a", "  id: a b"], `t/en.md:3: "a b" cannot be an id: use letters, digits, ".", "_" and "-"`],
    [["  id: a", "$ a"], `t/en.md:2: "id" belongs to one step: write it below its "$ "`],
    [["$ a", "  setup: b"], `t/en.md:3: "setup" belongs to the whole scene: write it above the first "$ "`],
  ])("%j is said with its line", (lines, message) => {
    expect(sceneOf(...lines).said).toEqual([message]);
  });

  it("costs no more than itself", () => {
    const { steps } = sceneOf("$ a", "  timeout: soon", "  exit: any", "nonsense", "$ b");
    expect(steps.map(({ lines, exit, timeoutMs }) => [lines[0], exit, timeoutMs])).toEqual([
      ["a", "any", 60_000],
      ["b", 0, 60_000],
    ]);
  });
});
