import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import type { KeptStage } from "#core/show/kept.ts";
import { openStageFile, type StageFile } from "#server/adapters/show/stage-file.ts";
import { eventually } from "../../support/eventually.ts";
import { madeState } from "../../support/made-show.ts";

const talk = id<"talk">("probe");
const window = id<"window">("w");
const troubles: unknown[] = [];
let folder: string;
let path: string;
let file: StageFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-stage-"));
  path = join(folder, "stage/probe.json");
  troubles.length = 0;
  file = opened();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function opened(): StageFile {
  return openStageFile(folder, talk, (trouble) => troubles.push(trouble));
}

function stageAt(slide: number): KeptStage {
  return {
    talk,
    lead: window,
    show: madeState(window, 3, { slide }),
    steps: {
      [id<"step">("done")]: { at: "done", status: 0, ms: 3 },
      [id<"step">("begun")]: { at: "begun" },
      [id<"step">("failed")]: { at: "failed", why: { kind: "timeout", afterMs: 5 }, ms: 5 },
    },
    panes: [id<"pane">("one")],
  };
}

/** The file of a show that was cut off so long ago. */
async function cutOff(agoMs: number, change: (kept: object) => unknown = (kept) => kept): Promise<void> {
  await mkdir(join(folder, "stage"), { recursive: true });
  const kept = { version: 1, savedAt: Date.now() - agoMs, stage: stageAt(7) };
  await writeFile(path, JSON.stringify(change(kept)));
}

describe("the stage on disk", () => {
  it("is read by the next server as it was saved, private, and of many changes the last", async () => {
    for (let slide = 0; slide <= 40; slide++) file.save(stageAt(slide));
    await eventually(async () => (await opened().read())?.stage.show?.place.slide === 40);
    expect((await opened().read())?.stage).toEqual(stageAt(40));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "stage"))).toEqual(["probe.json"]);
  });

  it("is whole at every moment while it is saved", async () => {
    let writes = 0;
    const done = (async () => {
      for (; writes < 60; writes++) {
        file.save(stageAt(writes));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    while (writes < 60) {
      const text = await readFile(path, "utf8").catch(() => null);
      if (text !== null) expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
    await done;
    // What is still being written must not come into a folder that is removed.
    await file.forget();
  });

  it("is gone when the show has ended, whatever is saved after that", async () => {
    file.save(stageAt(1));
    await file.forget();
    file.save(stageAt(2));
    expect(await opened().read()).toBeNull();
  });

  it("does not go on after a quarter of an hour, nor from the future, nor in another talk", async () => {
    await cutOff(14 * 60_000);
    expect(await opened().read()).not.toBeNull();
    await cutOff(16 * 60_000);
    expect(await opened().read()).toBeNull();
    await cutOff(-60_000);
    expect(await opened().read()).toBeNull();
    await cutOff(0, (kept) => ({ ...kept, stage: { ...stageAt(7), talk: "other" } }));
    expect(await opened().read()).toBeNull();
  });

  it.each([
    ["cut", "{"],
    ["of another version", JSON.stringify({ version: 2, savedAt: 0, stage: stageAt(1) })],
    ["with a place that none can be", JSON.stringify({ version: 1, savedAt: 0, stage: stageAt(-1) })],
    ["empty", ""],
  ])("that is damaged (%s) is said and put aside, and the show begins", async (_, text) => {
    await mkdir(join(folder, "stage"), { recursive: true });
    await writeFile(path, text);
    expect(await file.read()).toBeNull();
    expect(troubles.join()).toContain("cannot be read");
    expect(await readdir(join(folder, "stage"))).toEqual(["probe.json.damaged"]);
  });

  it("that cannot be written is said once, and nothing else happens", async () => {
    await writeFile(join(folder, "stage"), "in the way");
    for (let slide = 0; slide < 3; slide++) {
      file.save(stageAt(slide));
      await eventually(() => troubles.length > 0);
    }
    expect(troubles).toHaveLength(1);
  });
});
