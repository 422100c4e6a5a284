import { describe, expect, it } from "vitest";
import { formatProblem } from "#core/problem.ts";
import { resetLine } from "#core/show/reset.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";

/** What a front matter with these lines of `reset:` says; they begin on line 5. */
function read(...reset: string[]) {
  const yaml = ["targets:", "  web1: { host: web1.example.org }", "  broken: { host: [] }", ...reset];
  const deck = parseTalk(["---", ...yaml, "---", "# T"].join("\n"), "/talks/t/en.md");
  return {
    reset: deck.reset,
    said: deck.problems.map(formatProblem).filter((line) => line.includes("reset")),
  };
}

const local = (command: string) => ({ run: "command", target: "local", command, timeoutMs: 60_000 });

describe("reset in a front matter", () => {
  it("may be missing", () => expect(read()).toEqual({ reset: [], said: [] }));

  it("is one command line here, or the lab's own reset", () => {
    expect(read("reset: rm -rf web").reset).toEqual([local("rm -rf web")]);
    expect(read("reset: lab").reset).toEqual([{ run: "lab", empty: false, timeoutMs: 300_000 }]);
    expect(read("reset: empty lab").reset).toEqual([{ run: "lab", empty: true, timeoutMs: 300_000 }]);
  });

  it("is a list of them, and of command lines on targets, each with its time", () => {
    const { reset, said } = read(
      "reset:",
      "  - lab",
      "  - rm -f note",
      "  - web1: docker rm -f web",
      "    timeout: 2m",
    );
    expect(said).toEqual([]);
    expect(reset).toEqual([
      { run: "lab", empty: false, timeoutMs: 300_000 },
      local("rm -f note"),
      { run: "command", target: "web1", command: "docker rm -f web", timeoutMs: 120_000 },
    ]);
    expect(reset.map(resetLine)).toEqual([
      { where: "local", line: "kuroko lab reset" },
      { where: "local", line: "rm -f note" },
      { where: "web1", line: "docker rm -f web" },
    ]);
  });

  it("is not used at all where a part of it is wrong, and the line of that part is said", () => {
    expect(read("reset:", "  - rm -f note", "  - wbe1: ls")).toEqual({
      reset: [],
      said: ['t/en.md:7: reset: unknown target "wbe1"; did you mean "web1"?'],
    });
    expect(read("reset:", "  - broken: ls").said).toEqual([
      't/en.md:6: reset: its target "broken" is declared wrongly',
    ]);
    expect(read("reset:", "  - web1: ls", "    timeout: soon").said[0]).toMatch(
      /^t\/en\.md:7: reset: timeout must be a number with its unit/,
    );
    for (const wrong of ["reset: 7", 'reset: ""', "reset: [[ls]]", "reset: [{ web1: ls, local: ls }]"]) {
      expect(read(wrong)).toEqual({
        reset: [],
        said: ['t/en.md:5: reset: write a command line, or "<target>: <command line>", or "lab"'],
      });
    }
  });
});
