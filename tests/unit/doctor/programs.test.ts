import { describe, expect, it } from "vitest";
import { programsIn } from "#core/doctor/programs.ts";

describe("the programs that a command line needs", () => {
  it.each([
    ["ls -l", ["ls"]],
    ["sudo docker ps | grep -c web && curl -s localhost", ["sudo", "docker", "grep", "curl"]],
    ["A=1 B=2 make -j4", ["make"]],
    ["for i in 1 2; do echo $i; sleep 1; done", ["sleep"]],
    ["while ! curl -s x; do sleep 1; done", ["curl", "sleep"]],
    ["if test -e x; then cat x; fi", ["cat"]],
    ["watch -n 1 date", ["watch", "date"]],
    ["echo $(uname -s) > out; < in sort", ["uname", "sort"]],
    ["cd /tmp && export X=1 && printf x", []],
    ["echo 'ls; rm -rf /' \"| nope\" # then foo", []],
    ["greet() { figlet hi; }; greet", ["figlet"]],
    ["$HOME/bin/x; $CMD y", []],
    ["./run.sh --fast", ["./run.sh"]],
    ["printf '\\e[31m■' | cat", ["cat"]],
    ["", []],
  ])("%s", (line, programs) => expect(programsIn([line])).toEqual(programs));

  it("are told once", () => expect(programsIn(["ls", "ls -l", "cat x"])).toEqual(["ls", "cat"]));
});
