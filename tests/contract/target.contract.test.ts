import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { loadTargets } from "#server/adapters/targets/index.ts";
import type { Channel } from "#server/app/ports.ts";

import { eventually } from "../support/eventually.ts";
import { Listener } from "../support/listener.ts";
import { processes } from "../support/processes.ts";
import { nonce, targetCases, type StartedTarget } from "./target-cases.ts";

const adapters = await loadTargets();

it("has a case for every adapter in the folder", () => {
  expect([...adapters.keys()].sort()).toEqual([...new Set(targetCases.map(({ kind }) => kind))].sort());
});

describe.each(targetCases)("$name", (targetCase) => {
  const { kind, skip } = targetCase;
  const check = it.skipIf(skip !== undefined);
  const because = skip === undefined ? "" : ` (skipped: ${skip})`;
  let started: StartedTarget;
  const open = new Set<Channel>();

  beforeAll(async () => {
    if (skip === undefined) started = await targetCase.start();
  });
  afterEach(() => {
    for (const channel of open) channel.dispose();
    open.clear();
  });
  afterAll(() => (skip === undefined ? started.stop() : undefined));

  async function openShell(): Promise<Listener> {
    const adapter = adapters.get(kind);
    if (!adapter) throw new Error(`no adapter for ${kind}`);
    const channel = await adapter.open(started.request, () => undefined);
    open.add(channel);
    return new Listener(channel, nonce);
  }

  check(`marks prompts, commands and their exit status${because}`, async () => {
    const shell = await openShell();
    expect(shell.channel.marks).toBe(true);
    await shell.prompt();
    expect(shell.marks).toEqual(["A", "B"]);
    expect(shell.text).toMatch(/\x07ready> /);

    const out = await shell.run("echo one; (exit 3)");
    expect(shell.marks).toEqual(["C", "D;3", "A", "B"]);
    expect(out).toMatch(/133;C;k=[\w-]*\x07(?:\x1b\[\?2004l|\r)*one\r\n/);
    await shell.run("true");
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
  });

  check(`gives no command marks where no command ran${because}`, async () => {
    const shell = await openShell();
    for (const [line, end] of [
      ["", "\r"],
      ["half a line", "\x03"],
    ] as const) {
      await shell.prompt();
      shell.clear();
      shell.channel.write(line);
      // bash draws no new prompt when it is interrupted after its prompt and before it reads.
      await shell.until(() => shell.text.includes(line));
      shell.channel.write(end);
      // zsh may lose an interrupt that comes while it draws what was typed: then it is pressed once more.
      await shell.prompt(3000).catch(async () => {
        shell.channel.write(end);
        await shell.prompt();
      });
      expect(shell.marks).toEqual(["A", "B"]);
    }
  });

  check(`marks a command of several lines once, and each continuation prompt${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    shell.clear();
    shell.channel.write("for i in 1 2\r");
    await shell.until(() => shell.marks.includes("P"));
    expect(shell.text).toMatch(/> \x1b\]133;P/);
    shell.clear();
    shell.channel.write("do echo line $i; done\r");
    await shell.prompt();
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
    expect(shell.text).toContain("line 1\r\nline 2\r\n");
  });

  check(`marks the end of a line that the shell cannot read${because}`, async () => {
    const shell = await openShell();
    for (const line of ["())", "true", "())"]) {
      await shell.run(line);
      expect(shell.marks).toEqual(["C", expect.stringMatching(line === "true" ? "D;0" : /D;[12]/), "A", "B"]);
    }
  });

  check(`marks a command that was interrupted${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    shell.clear();
    shell.channel.write("sleep 623\r");
    await eventually(async () => (await commandLines("sleep 623")) === 1);
    shell.channel.write("\x03");
    await shell.prompt();
    expect(shell.marks).toEqual(["C", "D;130", "A", "B"]);
  });

  check(`leaves the user's own set-up as it is, and shows nothing of its own${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    expect(shell.text).not.toMatch(/kuroko/);
    expect(await shell.run("(exit 7)")).toContain("133;D;7");
    expect(await shell.run('echo "status=$? seen=$seen"')).toContain("status=7 seen=7\r\n");
    const env = await shell.run("env; echo history=${HISTFILE-none}");
    expect(env).toMatch(/history=none\r?\n/);
    const printed = env.replaceAll(/\x1b\]133;[^\x07]*\x07/g, "");
    expect(printed).not.toContain(nonce);
    expect(printed).not.toMatch(/^(ZDOTDIR|KUROKO_\w*|__kuroko\w*)=/m);
    expect(await shell.run("test -e ~/rc-was-read")).toContain("133;D;0");
    expect(await shell.run("fc -l 1 | grep -c '[_]kuroko'")).toMatch(/0\r?\n/);
  });

  check(`does not let a program's own marks be taken for the shell's${because}`, async () => {
    const shell = await openShell();
    await shell.run("printf '\\033]133;D;0;k=guessed-1234\\007'");
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
  });

  check(`is as wide and as high as it was made${because}`, async () => {
    const shell = await openShell();
    expect(await shell.run("stty size")).toContain("24 80\r\n");
    shell.channel.resize({ cols: 101, rows: 33 });
    expect(await shell.run("stty size")).toContain("33 101\r\n");
  });

  check(`carries Japanese both ways${because}`, async () => {
    const shell = await openShell();
    expect(await shell.run("echo 黒子は舞台にいて、見えない | tee /dev/null")).toMatch(
      /\x07黒子は舞台にいて、見えない\r\n/,
    );
  });

  check(`loses nothing of 10 MB while it is paused and resumed${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    shell.clear();
    shell.channel.write("seq -f '%099.0f' 100000\r");
    for (let stops = 1; stops <= 5; stops += 1) {
      await shell.until(() => shell.length > stops * 1_000_000);
      shell.channel.pause();
      const atPause = shell.length;
      await new Promise((resolve) => setTimeout(resolve, 150));
      // What was already on its way may still come: one read here, a window's rest over SSH.
      expect(shell.length - atPause).toBeLessThan(256 * 1024);
      shell.channel.resume();
    }
    await shell.until(() => shell.length > 10_000_000);
    await shell.prompt();
    const numbers = shell.text.match(/\d{99}(?=\r?\n)/g)?.map(Number);
    expect(numbers?.length).toBe(100_000);
    expect(numbers?.every((number, index) => number === index + 1)).toBe(true);
  });

  check(`says with which status the shell ended${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    shell.channel.write("exit 5\r");
    await shell.until(() => shell.end !== null);
    expect(shell.end).toEqual({ why: "exited", status: 5 });
  });

  check(`ends what runs in the shell when it is disposed of${because}`, async () => {
    const shell = await openShell();
    const marker = `31${Math.floor(Math.random() * 1e6)}`;
    onTestFinished(async () => {
      expect(await commandLines(`sleep ${marker}`)).toBe(0);
    });
    await shell.prompt();
    shell.channel.write(`sleep ${marker} & sleep ${marker}\r`);
    await eventually(async () => (await commandLines(`sleep ${marker}`)) === 2);
    shell.channel.dispose();
    await eventually(async () => (await commandLines(`sleep ${marker}`)) === 0);
    expect(shell.end).toBe(null);
  });

  check(`runs a command line beside the shell${because}`, async () => {
    const shell = await openShell();
    await shell.prompt();
    const output: Uint8Array[] = [];
    const status = await shell.channel.exec("echo beside; echo trouble >&2; exit 4", (bytes) =>
      output.push(bytes),
    );
    expect(status).toBe(4);
    expect(Buffer.concat(output).toString()).toBe("beside\r\ntrouble\r\n");
  });
});

/** How many processes of this machine run exactly this command line. */
async function commandLines(command: string): Promise<number> {
  return (await processes()).filter(({ commandLine }) => commandLine === command).length;
}
