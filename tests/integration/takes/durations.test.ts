import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createDurations } from "#server/adapters/takes/durations.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { run, writeTake } from "../../support/made-take.ts";

it("how long a step takes is known from the talk's takes, and from a new one as soon as it is there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kuroko-durations-"));
  const recorded = join(folder, "takes");
  const take = (name: string, ms: number): Promise<unknown> =>
    writeTake(
      join(recorded, name),
      [{ pane: "local", events: [[0, "$ "]] }],
      [run("apply", "local", [0, 100, 100 + ms], { lines: ["make"] })],
    );
  try {
    const deck = parseTalk("# T\n\n```terminal\n$ make\n  id: apply\n```", "/talks/hello/en.md");
    const durations = createDurations({ recorded, understudies: join(folder, "none") });
    expect(await durations(deck)).toEqual({});
    await take("hello-20261123-101500", 4000);
    await take("other-20261123-101500", 9000);
    expect(await durations(deck)).toEqual({ apply: { usualMs: 4000, worstMs: 4000, runs: 1 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
