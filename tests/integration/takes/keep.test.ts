import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TimedChange } from "#core/cluster/timeline.ts";
import { id } from "#core/ids.ts";
import type { Segment } from "#core/takes/playback.ts";
import { readTimeline } from "#server/adapters/takes/cluster-file.ts";
import { compilePlayback } from "#server/adapters/takes/compile.ts";
import { exportTake } from "#server/adapters/takes/export.ts";
import { findTake } from "#server/adapters/takes/find.ts";
import { keepTake, stepsToRecord } from "#server/adapters/takes/keep.ts";
import { readCastText, readTake } from "#server/adapters/takes/read.ts";
import { longWork } from "../../../scripts/bench/long-cast.ts";
import { castText, run, writeTake, type MadePane } from "../../support/made-take.ts";

const execute = promisify(execFile);
const LAPTOP: MadePane = {
  pane: "laptop",
  events: [
    [100, "$ "],
    [1000, "echo \x1b[32m日本語\x1b[0m\r\n"],
    [1100, 100, 30],
    [1500, "日本語\r\n$ "],
  ],
};
const UNUSED: MadePane = { pane: "unused", events: [[10, "$ "]] };
const EMPTY: MadePane = { pane: "empty", events: [] };
const STEPS = [
  run("greet", "laptop", [900, 1000, 1490]),
  run("fail", "laptop", [2000, 2000, 2100], { outcome: "failed" }),
];
let root = "";
let folder = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kuroko-keep-"));
  folder = join(root, "take");
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("keeping", () => {
  test("copies the panes that have steps, in the same bytes every time", async () => {
    await writeTake(folder, [LAPTOP, UNUSED], STEPS);
    const kept = join(root, "understudies/hello");
    const first = await keepTake(await readTake(folder), kept);
    expect(first).toMatchObject({ changed: true });
    expect(await readdir(kept)).toEqual(["laptop.cast", "learned.json", "take.json"]);
    const { mtimeMs } = await stat(join(kept, "take.json"));
    expect(await keepTake(await readTake(folder), kept)).toMatchObject({ changed: false });
    expect((await stat(join(kept, "take.json"))).mtimeMs).toBe(mtimeMs);
    // What is kept can be kept, and nothing else is left beside it.
    expect(await keepTake(await readTake(kept), kept)).toMatchObject({ changed: false });
    expect(await readdir(join(root, "understudies"))).toEqual(["hello"]);
  });

  test("packs a long cast, which reads as before", async () => {
    const work = longWork({ minutes: 5, megabytes: 0.6 });
    const long: MadePane = { pane: "laptop", ...work };
    await writeTake(folder, [long], STEPS);
    const kept = join(root, "hello");
    const { bytes } = await keepTake(await readTake(folder), kept);
    expect(await readdir(kept)).toEqual(["laptop.cast.gz", "learned.json", "take.json"]);
    expect(bytes).toBeLessThan(castText(long).length / 3);
    expect(await readCastText(await readTake(kept), id("laptop"))).toBe(castText(long));
  });

  test("keeps the cluster on the panes' clock, and it compiles to the same changes", async () => {
    const heard: TimedChange = [0, { to: "contact", contact: { at: "heard" } }];
    const absent: TimedChange = [1400, { to: "contact", contact: { at: "absent" } }];
    const gone: TimedChange = [1500, { to: "machineGone", id: id("web1") }];
    await writeTake(folder, [LAPTOP], STEPS, [heard, absent, gone]);
    const kept = join(root, "hello");
    await keepTake(await readTake(folder), kept);
    expect(await readTimeline(await readTake(kept))).toEqual([heard, absent, gone]);
    const site = join(root, "compiled");
    const { cluster } = await compilePlayback(kept, site);
    const file = join(site, cluster?.file ?? "");
    expect(JSON.parse(gunzipSync(await readFile(file)).toString("utf8"))).toEqual([heard, absent, gone]);
  });

  test("plays without a cluster whose timeline is damaged, and says which line it is", async () => {
    await writeTake(folder, [LAPTOP], STEPS, [[0, { to: "contact", contact: { at: "heard" } }]]);
    await appendFile(join(folder, "cluster.jsonl"), '[5,{"to":"machineGone"}]\n');
    const { cluster, panes, problems } = await compilePlayback(folder, join(root, "compiled"));
    expect(cluster).toBeUndefined();
    expect(panes).toHaveLength(1);
    expect(problems).toMatchObject([{ file: "take/cluster.jsonl", line: 2 }]);
  });

  test("says which steps of the talk the take does not play", async () => {
    const manifest = await writeTake(folder, [LAPTOP], STEPS);
    const steps = ["greet", "fail", "new"].map((step) => ({ id: id<"step">(step) }));
    expect(stepsToRecord(manifest, steps)).toEqual([
      { step: "fail", why: "failed" },
      { step: "new", why: "missing" },
    ]);
  });
});

describe("finding", () => {
  test("by id, by its beginning, by a talk, or the newest; else it says what is near", async () => {
    const folders = { recorded: join(root, "takes"), understudies: join(root, "understudies") };
    await expect(findTake(folders, undefined)).rejects.toThrow("nothing has been recorded yet");
    const { id: name } = await writeTake(join(folders.recorded, "hello-20261123-101500"), [LAPTOP], STEPS);
    await keepTake(await findTake(folders, undefined), join(folders.understudies, "hello"));
    expect((await findTake(folders, name)).folder).toContain("takes");
    expect((await findTake(folders, "hello-2026")).folder).toContain("takes");
    await rm(folders.recorded, { recursive: true });
    expect((await findTake(folders, "hello")).folder).toContain("understudies");
    await expect(findTake(folders, "helo")).rejects.toThrow('there is no take "helo"');
    await expect(findTake(folders, "../../etc")).rejects.toThrow("there is no take");
  });
});

describe("exporting", () => {
  test.each([2, 3] as const)(
    "version %i leaves out nothing that is shown, and empty panes",
    async (version) => {
      // The cluster is no part of a stock recording, and in nobody's way.
      await writeTake(folder, [LAPTOP, EMPTY], STEPS, [[0, { to: "contact", contact: { at: "heard" } }]]);
      const exported = await exportTake(await readTake(folder), join(root, "out"), version);
      expect(exported).toEqual([
        { pane: "laptop", file: join(root, "out/laptop.cast") },
        { pane: "empty", file: null },
      ]);
      const text = await readFile(join(root, "out/laptop.cast"), "utf8");
      expect(text).toMatch(version === 2 ? /^\{"version":2,"width":80/ : /^\{"version":3,"term":/);
      expect(text).toContain(`"r", "100x30"`);
    },
  );

  test("version 2 plays in the asciinema that Debian has", async ({ skip }) => {
    const version = await execute("asciinema", ["--version"]).catch(() => null);
    if (!version) skip("asciinema is not installed");
    await writeTake(folder, [LAPTOP], STEPS);
    await exportTake(await readTake(folder), root, 2);
    // It insists on a terminal, which `script` gives it.
    await execute("script", ["-qec", "asciinema cat laptop.cast > printed", "/dev/null"], { cwd: root });
    expect(await readFile(join(root, "printed"), "utf8")).toBe(
      "$ echo \x1b[32m日本語\x1b[0m\r\n日本語\r\n$ ",
    );
  });
});

describe("compiling", () => {
  test("gives the panes' segments and the moments of the steps", async () => {
    await writeTake(folder, [LAPTOP], STEPS);
    const out = join(root, "out");
    const playback = await compilePlayback(folder, out);
    expect(playback.panes).toMatchObject([{ pane: "laptop", folder: "p0", durationMs: 1500 }]);
    expect(playback.steps[0]).toMatchObject({ readyMs: 100, stopMs: 1490, settledMs: 1500 });
    expect(JSON.parse(await readFile(join(out, "playback.json"), "utf8"))).toEqual(playback);
    const segment = JSON.parse(gunzipSync(await readFile(join(out, "p0/0.seg"))).toString()) as Segment;
    expect(segment.events).toEqual(LAPTOP.events);
  });

  test("does nothing twice, but compiles anew what has changed", async () => {
    await writeTake(folder, [LAPTOP], STEPS);
    const out = join(root, "out");
    const first = await compilePlayback(folder, out);
    await writeFile(join(out, "witness"), "");
    expect(await compilePlayback(folder, out)).toEqual(first);
    expect(await readdir(out)).toContain("witness");
    expect((await compilePlayback(folder, out, { scrollback: () => 50 })).source).not.toBe(first.source);
    expect(await readdir(out)).not.toContain("witness");
    await writeTake(folder, [{ ...LAPTOP, events: [[5, "$ "]] }], STEPS);
    expect((await compilePlayback(folder, out)).panes[0]?.durationMs).toBe(5);
  });

  test("leaves out a pane whose cast is damaged, and says where", async () => {
    await writeTake(folder, [LAPTOP, UNUSED], STEPS);
    await writeFile(join(folder, "unused.cast"), `${castText(UNUSED)}oops\n${castText(UNUSED)}`);
    const { panes, problems } = await compilePlayback(folder, join(root, "out"));
    expect(panes.map(({ pane }) => pane)).toEqual(["laptop"]);
    expect(problems).toEqual([
      { file: "take/unused.cast", line: 3, message: expect.stringContaining("an event must be") as string },
    ]);
  });

  test("plays a cast whose last line was torn by a crash", async () => {
    await writeTake(folder, [LAPTOP], STEPS);
    const text = castText(LAPTOP);
    await writeFile(join(folder, "laptop.cast"), text.slice(0, -8));
    const { panes, problems } = await compilePlayback(folder, join(root, "out"));
    expect(problems).toEqual([]);
    expect(panes[0]?.durationMs).toBe(1100);
  });
});
