import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile } from "#server/adapters/files/replace-file.ts";
import { keptCookie } from "#server/adapters/transport/presenter-key.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-replace-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("a file that is replaced", () => {
  it("is whole whenever it is read", async () => {
    const path = join(folder, "file");
    const contents = ["a", "b", "c", "d"].map((letter) => letter.repeat(2_000_000));
    await replaceFile(path, contents[0] ?? "");
    const progress = { isWriting: true };
    const writing = (async () => {
      for (const content of contents) await replaceFile(path, content);
      progress.isWriting = false;
    })();
    const torn: number[] = [];
    while (progress.isWriting) {
      const read = await readFile(path, "utf8");
      if (!contents.includes(read)) torn.push(read.length);
    }
    await writing;
    expect(torn).toEqual([]);
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("has the mode that was asked for", async () => {
    await replaceFile(join(folder, "key"), "secret", 0o600);
    expect((await stat(join(folder, "key"))).mode & 0o777).toBe(0o600);
  });

  it("leaves nothing behind where it cannot be put in place", async () => {
    await mkdir(join(folder, "taken/in it"), { recursive: true });
    await expect(replaceFile(join(folder, "taken"), "text")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

it("the presenter's cookie lies in a file of his own, and is the same one next time", async () => {
  const state = join(folder, "state");
  const cookie = await keptCookie(state);
  expect(await keptCookie(state)).toBe(cookie);
  expect(await readdir(state)).toEqual(["presenter.json"]);
  expect((await stat(join(state, "presenter.json"))).mode & 0o777).toBe(0o600);
});
