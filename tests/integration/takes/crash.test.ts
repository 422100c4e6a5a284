import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { id } from "#core/ids.ts";
import { readCast } from "#core/takes/asciicast.ts";
import { kit } from "#server/adapters/site/kit.ts";
import { readCastText, readTake } from "#server/adapters/takes/read.ts";
import { eventually } from "../../support/eventually.ts";
import { RawWindow } from "../../support/raw-window.ts";
import { makeTalk, openShow, type TestTalk } from "../../support/set-up-show.ts";
import { startShowProcess } from "../../support/show-process.ts";

const text = `---
title: Crash
targets:
  here: { kind: local, shell: bash }
panes:
  main: { target: here, prompt: "main> " }
---

\`\`\`terminal main
$ echo whole-$((1 + 1))
  id: whole
  typing: off
$ echo half-$((1 + 1)); sleep 300; echo never
  id: half
  typing: off
\`\`\`
`;

const main = id<"pane">("main");
const size = { cols: 80, rows: 24 };

/** A window whose pane shows its prompt. */
async function atPrompt(show: { url: string; newPresenterUrl(): string }): Promise<RawWindow> {
  const window = await RawWindow.admitted(show);
  onTestFinished(() => window.close());
  await window.hello();
  window.socket.emit("open", { pane: main, size, have: null });
  await eventually(() => window.text().includes("main> "));
  return window;
}

async function press(window: RawWindow, step: string): Promise<void> {
  const ask = { request: id<"request">(step), action: { do: "next", step: id<"step">(step) } } as const;
  expect(await window.socket.timeout(10_000).emitWithAck("ask", ask)).toEqual({ ok: true });
}

async function onlyTakeIn(state: string): Promise<string> {
  const takes = join(state, "takes");
  const [folder = ""] = await readdir(takes);
  return join(takes, folder);
}

async function testTalk(): Promise<TestTalk> {
  const talk = await makeTalk({ "en.md": text });
  onTestFinished(() => talk[Symbol.asyncDispose]());
  return talk;
}

describe("a show that is killed in the middle of a step", () => {
  it("leaves a take that can be read, in which the step is still open", async () => {
    const show = await startShowProcess(await testTalk());
    onTestFinished(() => show.kill("SIGKILL"));
    const window = await atPrompt(show);
    await press(window, "whole");
    await eventually(() => /whole-2\r\n[^]*main> /.test(window.text()));
    await press(window, "half");
    const folder = await onlyTakeIn(show.state);
    await eventually(() => window.text().includes("half-2\r\n"));
    await eventually(async () => {
      const take = await readTake(folder);
      const isInCast = (await readCastText(take, main)).includes("half-2");
      return isInCast && typeof take.manifest.steps[1]?.enterMs === "number";
    });
    await show.kill("SIGKILL");

    const take = await readTake(folder);
    expect(take.manifest.steps).toMatchObject([
      { step: "whole", outcome: "done", status: 0, endMs: expect.any(Number) as number },
      { step: "half", outcome: "open", status: null, endMs: null },
    ]);
    const cast = readCast(await readCastText(take, main));
    expect(JSON.stringify(cast)).toContain("half-2");
    expect(await shownByCli(folder, take.manifest.id)).toMatch(
      /main +whole +done in .*\n.*main +half +still open +echo half-/,
    );
  });
});

/** What `kuroko takes show` prints of a take that lies among this checkout's own. */
async function shownByCli(folder: string, take: string): Promise<string> {
  const among = join(kit.state, "takes", take);
  await mkdir(join(kit.state, "takes"), { recursive: true });
  onTestFinished(() => rm(among, { recursive: true, force: true }));
  await cp(folder, among, { recursive: true });
  const args = [join(kit.root, "scripts/kuroko.js"), "takes", "show", take];
  return execFileSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
}

const noMount =
  process.platform === "linux" && process.getuid?.() === 0 ? whyNoMount() : "needs root on Linux";

describe.skipIf(noMount !== null)(
  `a disk that is full${noMount === null ? "" : ` (skipped: ${noMount})`}`,
  () => {
    async function showOnSmallDisk(talk: TestTalk): Promise<{ state: string; troubles: string[] }> {
      const state = join(talk.home, "state");
      await mkdir(state);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", state]);
      onTestFinished(() => void execFileSync("umount", ["--lazy", state]));
      return { state, troubles: [] };
    }

    const fill = (state: string): Promise<void> =>
      writeFile(join(state, "fill"), Buffer.alloc(1024 * 1024)).catch(() => undefined);

    it("during a take: what is not recorded is said once, the show and the shell go on, and the take stays readable", async () => {
      const talk = await testTalk();
      const { state, troubles } = await showOnSmallDisk(talk);
      const log = {
        building: () => undefined,
        trouble: (trouble: unknown) => troubles.push(String(trouble)),
      };
      const show = await openShow(talk, { mode: "live", log });
      onTestFinished(() => show.close());
      const window = await atPrompt(show);
      const folder = await onlyTakeIn(state);
      await eventually(async () => (await readTake(folder)).manifest.panes.length === 1);
      await fill(state);
      await press(window, "whole");
      await eventually(() => /whole-2\r\n[^]*main> /.test(window.text()));
      for (const part of [1, 2, 3]) {
        window.socket.emit("input", { pane: main, data: `seq 2000; echo part-$((${part} + 10))\r` });
        await eventually(() => window.recent.includes(`part-${part + 10}\r\n`));
      }
      await eventually(() => troubles.length >= 3);
      await show.close();
      expect(troubles.toSorted()).toEqual([
        expect.stringMatching(/recording to main\.cast has stopped: ENOSPC/),
        expect.stringMatching(/recorded steps could not be saved: ENOSPC/),
        expect.stringMatching(/where the show stands could not be saved: ENOSPC/),
      ]);
      expect((await readTake(folder)).manifest.panes).toHaveLength(1);
    });

    it("before a take begins: it is said once that nothing is recorded, and the show goes on", async () => {
      const talk = await testTalk();
      const { state, troubles } = await showOnSmallDisk(talk);
      const log = {
        building: () => undefined,
        trouble: (trouble: unknown) => troubles.push(String(trouble)),
      };
      const show = await openShow(talk, { mode: "live", log });
      onTestFinished(() => show.close());
      await fill(state);
      const window = await atPrompt(show);
      await press(window, "whole");
      await eventually(() => /whole-2\r\n[^]*main> /.test(window.text()));
      await show.close();
      expect(troubles.toSorted()).toEqual([
        expect.stringMatching(/This run is not recorded: .*ENOSPC/),
        expect.stringMatching(/where the show stands could not be saved: ENOSPC/),
      ]);
    });
  },
);

function whyNoMount(): string | null {
  const folder = `/tmp/kuroko-mount-${process.pid}`;
  try {
    execFileSync("mkdir", [folder]);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder]);
    return null;
  } catch {
    return "file systems cannot be mounted here";
  } finally {
    execFileSync("rm", ["-rf", folder]);
  }
}
