import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResetCommand, Target } from "#core/deck/model.ts";
import { id } from "#core/ids.ts";
import type { ResetState } from "#core/show/reset.ts";
import { createRedactor } from "#core/stream/redaction.ts";
import { systemClock } from "#server/adapters/clock.ts";
import { createRunReset } from "#server/adapters/reset/run.ts";
import { resetDemo } from "#server/app/demo-reset.ts";
import { processes } from "../../support/processes.ts";
import { noSshd, startSshd, type Sshd } from "../../support/sshd.ts";

let folder = "";
let sshd: Sshd | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kuroko-reset-"));
  if (noSshd === null) sshd = await startSshd();
});
afterAll(async () => {
  await sshd?.stop();
  await rm(folder, { recursive: true, force: true });
});

const command = (line: string, more: Partial<ResetCommand & { run: "command" }> = {}): ResetCommand => ({
  run: "command",
  target: id("local"),
  command: line,
  timeoutMs: 20_000,
  ...more,
});

/** Runs them with `hunter22` as a secret; gives how it ended, what was told on the way, and all that was printed. */
async function reset(commands: readonly ResetCommand[]) {
  const targets: Record<string, Target> = {
    local: { kind: "local", env: { COLOUR: "blue" } },
    ...(sshd ? { there: sshd.target(), gone: sshd.target({ port: 1 }) } : {}),
  };
  const told: ResetState[] = [];
  let printed = "";
  const state = await resetDemo(
    commands,
    {
      clock: systemClock,
      createDecode: () => {
        const decoder = new StringDecoder("utf8");
        return (bytes) => decoder.write(bytes);
      },
      createRedactor: () => createRedactor({ values: ["hunter22"], patterns: [] }),
      run: createRunReset(() => ({ targets, folder })),
    },
    { changed: (next) => told.push(next), printed: (text) => (printed += text) },
  );
  return { state, told, printed };
}

describe("a demo's reset", () => {
  it("runs its lines in order in the talk's folder, with the target's environment", async () => {
    await writeFile(join(folder, "left-over"), "");
    const { state, told } = await reset([
      command("rm left-over && echo $COLOUR > colour"),
      command("test ! -e left-over && cat colour > seen"),
    ]);
    expect(state.at).toBe("done");
    expect(told.map((one) => (one.at === "running" ? one.line : one.at))).toEqual([0, 1, "done"]);
    expect(await readFile(join(folder, "seen"), "utf8")).toBe("blue\n");
  });

  it("ends with the line that fails, and says its status and last words without secrets", async () => {
    const { state, printed } = await reset([
      command("printf hunter; sleep 0.1; echo 22 >&2; echo no; exit 3"),
      command("touch never"),
    ]);
    expect(state).toMatchObject({ at: "failed", line: 0, why: "It ended with status 3." });
    expect(printed).not.toContain("hunter22");
    expect(state.at === "failed" && state.printed).toMatch(/no$/);
    await expect(readFile(join(folder, "never"))).rejects.toThrow("ENOENT");
  });

  it("ends a line that takes too long, with all that it started", async () => {
    const { state } = await reset([
      command("sh -c 'echo $$ > pid; sleep 60; touch late'", { timeoutMs: 700 }),
    ]);
    expect(state).toMatchObject({ at: "failed", why: "It had not ended after 1 s and was stopped." });
    const pid = Number(await readFile(join(folder, "pid"), "utf8"));
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it("runs on another machine over SSH, and says why it could not", async (context) => {
    if (!sshd) return context.skip(noSshd ?? "");
    const there = id<"target">("there");
    const done = await reset([command('echo "on $SSH_CONNECTION"', { target: there })]);
    expect(done.state.at).toBe("done");
    expect(done.printed).toContain(String(sshd.port));
    expect((await reset([command("exit 4", { target: there })])).state).toMatchObject({
      why: "It ended with status 4.",
    });
    expect((await reset([command("true", { target: id("gone") })])).state).toMatchObject({
      at: "failed",
      why: expect.stringContaining("cannot be reached: nothing listens on that port") as string,
    });
  });
});

/** One that has ended, and that nobody asked for its status, has no command line any more. */
async function isRunning(pid: number): Promise<boolean> {
  return (await processes()).some((process) => process.pid === pid && process.commandLine !== "");
}
