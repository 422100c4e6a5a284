/** `kuroko rehearse` and `kuroko reset` as a presenter and a CI job run them. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const KUROKO = fileURLToPath(new URL("../../../scripts/kuroko.js", import.meta.url));

const talkOf = (secondStep: string): string => `---
title: Ships in a bottle
targets: { here: { kind: local, shell: bash, env: { HOME: /nowhere } } }
panes: { here: here }
reset: rm -f built; echo the bottle is empty
---

\`\`\`terminal here
$ test ! -e built; touch built; echo plank
  id: build
  expect: plank
$ ${secondStep}
  id: launch
$ echo over
  id: over
\`\`\`
`;

let talk: string;
let reports: string;
const takes: string[] = [];

beforeEach(async () => {
  talk = await mkdtemp(join(tmpdir(), "kuroko-ships-"));
  reports = join(talk, "reports");
});
afterEach(async () => {
  for (const take of takes.splice(0)) await kuroko("takes", "rm", take);
  await rm(talk, { recursive: true, force: true });
});

function kuroko(...args: string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env, CI: "true", NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [KUROKO, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

/** Rehearses the talk, and remembers its take to be removed. */
async function rehearse(secondStep: string, ...flags: string[]): Promise<{ code: number; text: string }> {
  await writeFile(join(talk, "en.md"), talkOf(secondStep));
  const ended = await kuroko("rehearse", talk, "--fast", "--report", reports, ...flags);
  const { take } = JSON.parse(await report("rehearsal.json")) as { take: string | null };
  if (take !== null) takes.push(take);
  return ended;
}

const report = (name: string): Promise<string> => readFile(join(reports, name), "utf8");

describe("kuroko rehearse", () => {
  it("brings the demo back, runs every step, writes four reports, and ends with 0", async () => {
    await writeFile(join(talk, "built"), "");
    const { code, text } = await rehearse("test -e built");
    expect(text).toMatch(
      /the bottle is empty[\s\S]*3\/3 ✓ {2}over[\s\S]*Rehearsed: 3 steps in .*: 3 passed\./,
    );
    expect(text).toContain(`Reports: ${reports}/rehearsal.html`);
    expect(code).toBe(0);
    expect(await report("junit.xml")).toMatch(/tests="3" failures="0" errors="0" skipped="0"/);
    expect(await report("rehearsal.txt")).toMatch(/✓ {2}launch/);
    expect(await report("rehearsal.html")).toContain("The show can go on.");
    expect(takes).toEqual([expect.stringMatching(new RegExp(`^${basename(talk)}-\\d{8}-\\d{6}`))]);
    expect((await kuroko("takes", "show", takes[0] ?? "")).text).toMatch(/launch/);
  });

  it("ends with 1 where a step fails, and says in every report which and why", async () => {
    const { code, text } = await rehearse("cat nowhere; exit_with() { return 4; }; exit_with");
    expect(code).toBe(1);
    expect(text).toMatch(
      /✗ launch ended with status 4[\s\S]*No such file[\s\S]*1 passed, 1 failed, 1 skipped\./,
    );
    expect(await report("junit.xml")).toMatch(
      /failures="1" errors="0" skipped="1"[\s\S]*<failure message="ended with status 4"[\s\S]*No such file/,
    );
    expect(await report("rehearsal.html")).toMatch(/Not ready yet[\s\S]*ended with status 4/);
  });

  it("goes on behind a failure, leaves the demo as it is, and prints only JSON, where that is wanted", async () => {
    const { code, text } = await rehearse("cat nowhere", "--keep-going", "--no-reset", "--json");
    expect(code).toBe(1);
    const { steps, reset } = JSON.parse(text) as { reset: unknown; steps: { result: { is: string } }[] };
    expect(reset).toBe(null);
    expect(steps.map(({ result }) => result.is)).toEqual(["passed", "failed", "passed"]);
  });

  it("runs nothing where the reset fails, and ends with 1", async () => {
    await writeFile(join(talk, "en.md"), talkOf("true").replace("rm -f built;", "exit 5;"));
    const { code, text } = await kuroko("rehearse", talk, "--fast", "--report", reports);
    expect(code).toBe(1);
    expect(text).toMatch(/The reset failed: It ended with status 5/);
    expect(existsSync(join(talk, "built"))).toBe(false);
    expect(await report("junit.xml")).toMatch(/errors="1"/);
  });
});

describe("kuroko reset", () => {
  it("says what it would run, and runs it", async () => {
    await writeFile(join(talk, "en.md"), talkOf("true"));
    await writeFile(join(talk, "built"), "");
    const dry = await kuroko("reset", talk, "--dry-run");
    expect(dry.text).toContain("rm -f built; echo the bottle is empty");
    expect(existsSync(join(talk, "built"))).toBe(true);
    const { code, text } = await kuroko("reset", talk);
    expect(code).toBe(0);
    expect(text).toMatch(/the bottle is empty[\s\S]*the demo can begin/);
    expect(existsSync(join(talk, "built"))).toBe(false);
  });

  it("ends with 1 where it fails, or where the talk has none", async () => {
    await writeFile(join(talk, "en.md"), talkOf("true").replace("rm -f built;", "exit 5;"));
    expect((await kuroko("reset", talk)).code).toBe(1);
    await writeFile(join(talk, "en.md"), "# No reset\n");
    const { code, text } = await kuroko("reset", talk);
    expect(code).toBe(1);
    expect(text).toMatch(/does not say how its demo goes back to its start/);
  });
});
