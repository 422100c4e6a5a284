import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { keepTake } from "#server/adapters/takes/keep.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";
import type { StepRun } from "#server/app/walk.ts";
import { conduct, type Conducted, type ConductSetting } from "../../../scripts/rehearse/conduct.ts";
import { verdictOf } from "../../../scripts/rehearse/rehearsal.ts";

const front = `---
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, size: 80x24 }
  other: { target: here, size: 80x24 }
secrets: { patterns: ["pw-[a-z]+"] }
---
`;

let folder = "";
let folders: ConductSetting["folders"];
let aborting: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-rehearse-"));
  folders = { recorded: join(folder, "takes"), understudies: join(folder, "understudies") };
  aborting = new AbortController();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Rehearsed extends Conducted {
  /** `step verdict`, in order. */
  readonly verdicts: string[];
  readonly told: [string, StepRun["at"]][];
}

async function rehearse(
  slides: string,
  more: Partial<ConductSetting> = {},
  began: (step: string) => void = () => undefined,
): Promise<Rehearsed> {
  const talk = join(folder, "talk");
  await mkdir(talk, { recursive: true });
  await writeFile(join(talk, "en.md"), front + slides);
  const told: [string, StepRun["at"]][] = [];
  const conducted = await conduct(
    {
      loaded: await loadTalk(join(talk, "en.md")),
      folders,
      only: null,
      keepGoing: false,
      typeAtOnce: true,
      signal: aborting.signal,
      onTrouble: (trouble) => expect.fail(String(trouble)),
      ...more,
    },
    {
      began: ({ id: step }) => began(step),
      ended: ({ id: step }, { at }) => told.push([step, at]),
    },
  );
  const verdicts = conducted.steps.map((step) => `${step.step} ${verdictOf(step)}`);
  return { ...conducted, verdicts, told };
}

const scene = (...steps: string[]): string => `\`\`\`terminal main\n${steps.join("\n")}\n\`\`\`\n`;

describe("a rehearsal on a real shell", () => {
  it("runs all steps in the order of the talk and records them as a take", async () => {
    const { verdicts, told, take, steps } = await rehearse(
      `${scene("$ cd / && export X=1\n  id: one")}\n---\n${scene("$ pwd; echo $X\n  id: two\n  expect: 1")}`,
    );
    expect(verdicts).toEqual(["one passed", "two passed"]);
    expect(told).toEqual([
      ["one", "done"],
      ["two", "done"],
    ]);
    expect(take?.manifest.steps.map(({ step, outcome, endMs }) => [step, outcome, endMs === null])).toEqual([
      ["one", "done", false],
      ["two", "done", false],
    ]);
    expect(steps[1]).toMatchObject({
      at: "en.md:16",
      output: { is: "unknown", why: "the talk has no understudy" },
    });
  });

  it("says of a line that ends its own shell with which status, and what to do", async () => {
    const { verdicts, steps } = await rehearse(scene("$ exit 3\n  id: one"));
    expect(verdicts).toEqual(["one failed"]);
    expect(steps[0]?.result).toMatchObject({
      why: "The shell has ended with status 3.",
      todo: expect.stringContaining("ends the pane's own shell") as string,
    });
  });

  it("is compared with the understudy: what always differs is no difference, what changed is shown", async () => {
    const talk = (word: string): string =>
      scene(`$ echo "at $(date +%T)"\n  id: time`, `$ cat word\n  id: word`) + `<!-- ${word} -->`;
    await mkdir(join(folder, "talk"), { recursive: true });
    await writeFile(join(folder, "talk/word"), "ahoy\n");
    const first = await rehearse(talk("1"));
    if (!first.take) throw new Error("nothing was recorded");
    await keepTake(first.take, join(folders.understudies, "talk"));
    await writeFile(join(folder, "talk/word"), "goodbye\n");
    const { verdicts, steps } = await rehearse(talk("2"));
    expect(verdicts).toEqual(["time passed", "word changed"]);
    expect(steps[1]?.output).toEqual({
      is: "changed",
      lines: [
        { of: "recorded", text: "ahoy" },
        { of: "now", text: "goodbye" },
      ],
    });
  });

  it("ends with the step that fails, and says its last words without secrets", async () => {
    const { verdicts, steps } = await rehearse(
      scene("$ echo the pw-hidden; exit_with() { return 3; }; exit_with\n  id: one", "$ echo two\n  id: two"),
    );
    expect(verdicts).toEqual(["one failed", "two skipped"]);
    expect(steps[0]?.result).toMatchObject({ is: "failed", why: "ended with status 3" });
    expect(JSON.stringify(steps)).not.toContain("pw-hidden");
    expect(steps[0]?.result.is === "failed" && steps[0].result.printed.join()).toMatch(/^the /);
    expect(steps[1]?.result).toEqual({ is: "skipped", why: '"one" failed before it.' });
  });

  it("can go on behind a step that hangs, in the same shell", async () => {
    const { verdicts } = await rehearse(
      scene(
        "$ X=kept\n  id: zero",
        "$ sleep 60\n  id: hang\n  timeout: 700ms",
        "$ echo $X\n  id: after\n  expect: kept",
      ),
      { keepGoing: true },
    );
    expect(verdicts).toEqual(["zero passed", "hang failed", "after passed"]);
  });

  it("starts background steps where the talk says, and waits for them on their slide", async () => {
    const { verdicts, take } = await rehearse(
      [
        "# First",
        `\`\`\`terminal other\n$ echo early\n  id: early\n\`\`\``,
        "---",
        scene("$ sleep 1; echo late\n  id: late\n  expect: late\n  background: start"),
      ].join("\n\n"),
    );
    expect(verdicts).toEqual(["early passed", "late passed"]);
    expect(take?.manifest.steps.map(({ step }) => step)).toEqual(["late", "early"]);
  });

  it("runs only the steps that are named", async () => {
    const only = new Set([id<"step">("two")]);
    expect((await rehearse(scene("$ false\n  id: one", "$ true\n  id: two"), { only })).verdicts).toEqual([
      "two passed",
    ]);
  });

  it("is stopped in the middle of a step, with a report of what was done", async () => {
    const { verdicts, take } = await rehearse(
      scene("$ true\n  id: one", "$ sleep 60\n  id: two", "$ true\n  id: three"),
      {},
      (step) => {
        if (step === "two") aborting.abort();
      },
    );
    expect(verdicts).toEqual(["one passed", "two skipped", "three skipped"]);
    expect(take?.manifest.steps.map(({ outcome }) => outcome)).toEqual(["done", "open"]);
  });

  it("says why a pane has no shell", async () => {
    const { steps } = await rehearse(scene("$ true\n  id: one"), {
      loaded: await loadTalk(await talkOn("nowhere/at/all")),
    });
    expect(steps[0]?.result).toMatchObject({
      is: "failed",
      why: expect.stringContaining("is not there") as string,
    });
  });
});

async function talkOn(cwd: string): Promise<string> {
  const talk = join(folder, "lost");
  await mkdir(talk, { recursive: true });
  const file = join(talk, "en.md");
  await writeFile(
    file,
    `---\ntargets: { here: { cwd: ${cwd} } }\npanes: { main: here }\n---\n${scene("$ true\n  id: one")}`,
  );
  return file;
}
