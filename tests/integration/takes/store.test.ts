import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { id } from "#core/ids.ts";
import { listTakes, readCastText, readTake } from "#server/adapters/takes/read.ts";
import { createTakeStore } from "#server/adapters/takes/store.ts";
import { castText, madeManifest, run, writeTake, type MadePane } from "../../support/made-take.ts";

const laptop = id<"pane">("laptop");
const PANE: MadePane = {
  pane: "laptop",
  events: [
    [100, "$ "],
    [200, "ls\r\n"],
    [300, "日本語\r\n"],
  ],
};
const manifest = madeManifest([PANE], []);
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kuroko-takes-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("a take that is being written", () => {
  test("has its lines in order, and the manifest that was saved last", async () => {
    const writer = await createTakeStore(root).begin(manifest);
    const lines = Array.from({ length: 2000 }, (_, line) => `[0.001, "o", "line ${line}"]\n`);
    writer.append(laptop, castText({ ...PANE, events: [] }));
    for (const [index, line] of lines.entries()) {
      writer.append(laptop, line);
      if (index % 500 === 0) await readdir(root);
      writer.save({ ...manifest, durationMs: index });
    }
    await writer.close();
    const take = await readTake(join(root, writer.take));
    expect(await readCastText(take, laptop)).toBe(castText({ ...PANE, events: [] }) + lines.join(""));
    expect(take.manifest.durationMs).toBe(1999);
    expect(await readdir(take.folder)).toEqual(["laptop.cast", "take.json"]);
  });

  test("can be read before it is closed, as after a crash", async () => {
    const writer = await createTakeStore(root).begin(manifest);
    writer.append(laptop, castText(PANE));
    writer.save({ ...manifest, steps: [run("a", "laptop", [1, 2, 3], { endMs: null, outcome: "open" })] });
    await vi.waitFor(async () => {
      const take = await readTake(join(root, writer.take));
      expect(take.manifest.steps[0]?.outcome).toBe("open");
      expect(await readCastText(take, laptop)).toBe(castText(PANE));
    });
    await writer.close();
  });

  test("gets a number where another take has its name", async () => {
    const store = createTakeStore(root);
    const writers = [await store.begin(manifest), await store.begin(manifest)];
    expect(writers.map(({ take }) => take)).toEqual([manifest.id, `${manifest.id}-2`]);
    for (const writer of writers) await writer.close();
    expect((await readTake(join(root, `${manifest.id}-2`))).manifest.id).toBe(`${manifest.id}-2`);
  });

  test("says once what fails, and never throws", async () => {
    const writer = await createTakeStore(root).begin(manifest);
    const troubles: string[] = [];
    writer.onTrouble((message) => troubles.push(message));
    await mkdir(join(root, writer.take, "laptop.cast"));
    for (let i = 0; i < 10; i++) {
      writer.append(laptop, "x\n");
      await readdir(root);
    }
    await rm(join(root, writer.take), { recursive: true });
    writer.save(manifest);
    writer.save(manifest);
    await writer.close();
    expect(troubles.sort()).toEqual([
      expect.stringContaining("recording to laptop.cast has stopped"),
      expect.stringContaining("could not be saved"),
    ]);
  });
});

test("a disk that is full stops a recording, and says so once", async () => {
  // /dev/full answers every write with ENOSPC.
  const writer = await createTakeStore(root).begin(manifest);
  const troubles: string[] = [];
  writer.onTrouble((message) => troubles.push(message));
  await symlink("/dev/full", join(root, writer.take, "laptop.cast"));
  for (let i = 0; i < 5; i++) writer.append(laptop, "x\n");
  await writer.close();
  expect(troubles).toEqual([expect.stringContaining("ENOSPC")]);
});

describe("a take that comes from anybody", () => {
  const takeWith = async (change: object) => {
    const folder = join(root, "hello-1");
    await writeTake(folder, [PANE], []);
    await writeFile(join(folder, "take.json"), JSON.stringify({ ...manifest, ...change }));
    return folder;
  };

  test.each([
    "../secret.cast",
    "/etc/passwd",
    "a/b.cast",
    "..",
    ".hidden",
    "a\\b.cast",
    "con.cast",
    "x\u0000.cast",
  ])("cannot name a file like %j", async (file) => {
    const folder = await takeWith({ panes: [{ ...manifest.panes[0], file }] });
    await expect(readTake(folder)).rejects.toThrow(
      "hello-1/take.json: panes.0.file is not a plain file name",
    );
  });

  test("cannot lead out of its folder by a link", async () => {
    const folder = await takeWith({});
    await rm(join(folder, "laptop.cast"));
    await symlink("/etc/hostname", join(folder, "laptop.cast"));
    await expect(readCastText(await readTake(folder), laptop)).rejects.toThrow("is not a plain file");
  });

  test.each([
    ["another version", { version: 2 }, "version was made by another version of kuroko"],
    ["no steps", { steps: undefined }, "steps"],
    ["a time that is none", { durationMs: -1 }, "durationMs"],
    [
      "a step that ends before it begins",
      { steps: [run("a", "laptop", [5, 6, 1])] },
      "steps.0 ends before it begins",
    ],
  ])("is refused with %s, and says where", async (_what, change, message) => {
    await expect(readTake(await takeWith(change))).rejects.toThrow(message);
  });

  test("of an older kuroko says in its own words what a step did not print; a newer one says what it was", async () => {
    const failed = { outcome: "failed", status: 0 } as const;
    const older = { ...run("a", "laptop", [1, 2, 3], failed), failure: 'did not print "active"' };
    const unmet = { expected: { kind: "text", text: "active", not: false }, instead: null };
    const newer = { ...run("b", "laptop", [4, 5, 6], failed), failure: { kind: "expectation", unmet } };
    const { manifest: read } = await readTake(await takeWith({ steps: [older, newer] }));
    expect(read.steps.map(({ failure }) => failure)).toEqual([
      { kind: "told", says: 'did not print "active"' },
      { kind: "expectation", unmet },
    ]);
  });

  test("is refused when its packed cast is broken", async () => {
    const folder = await takeWith({ panes: [{ ...manifest.panes[0], file: "laptop.cast.gz" }] });
    await writeFile(join(folder, "laptop.cast.gz"), gzipSync(castText(PANE)).subarray(0, 40));
    await expect(readCastText(await readTake(folder), laptop)).rejects.toThrow("cannot be unpacked");
  });

  test("is listed with its damage, among those that are whole, oldest first", async () => {
    await writeTake(join(root, "b"), [PANE], []);
    await writeFile(
      join(root, "b", "take.json"),
      JSON.stringify({ ...manifest, recordedAt: "2026-11-22T10:00:00.000Z" }),
    );
    await writeTake(join(root, "a"), [PANE], []);
    await mkdir(join(root, "c"));
    const listed = await listTakes(root);
    expect(listed.map((take) => ("damage" in take ? take.damage : take.manifest.recordedAt))).toEqual([
      "c/take.json is not there",
      "2026-11-22T10:00:00.000Z",
      manifest.recordedAt,
    ]);
    expect(await listTakes(root, "other")).toEqual([]);
    expect(await listTakes(join(root, "nowhere"))).toEqual([]);
  });
});
