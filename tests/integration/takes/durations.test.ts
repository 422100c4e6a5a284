import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createDurations } from "#server/adapters/takes/durations.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { run, writeTake } from "../../support/made-take.ts";

it("how long a step takes is known from the talk's takes, from a new one as soon as it is there, and as it grows", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-durations-"));
  const recorded = join(folder, "takes");
  const take = async (name: string, ms: number): Promise<void> => {
    const manifest = await writeTake(
      join(recorded, name),
      [{ pane: "local", events: [[0, "$ "]] }],
      [run("apply", "local", [0, 100, 100 + ms], { lines: ["make"] })],
    );
    await writeFile(join(recorded, name, "take.json"), JSON.stringify({ ...manifest, id: name }));
  };
  try {
    const deck = parseTalk("# T\n\n```terminal\n$ make\n  id: apply\n```", "/talks/hello/en.md");
    const durations = createDurations({ recorded, understudies: join(folder, "none") });
    expect(await durations(deck)).toEqual({});
    await take("hello-20261123-101500", 4000);
    await take("other-20261123-101500", 9000);
    expect(await durations(deck)).toEqual({ apply: { usualMs: 4000, worstMs: 4000, runs: 1 } });
    // A rehearsal that is still on its way has its manifest written again after each step.
    const begun = join(recorded, "hello-20261123-111500");
    await mkdir(begun);
    expect(await durations(deck)).toMatchObject({ apply: { runs: 1 } });
    await take("hello-20261123-111500", 6000);
    expect(await durations(deck)).toEqual({ apply: { usualMs: 4000, worstMs: 6000, runs: 2 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
