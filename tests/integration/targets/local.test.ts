import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";

import type { LocalTarget } from "#core/deck/model.ts";
import { target as local } from "#server/adapters/targets/local.ts";

import { findShell, nonce, requestFor } from "../../contract/target-cases.ts";
import { Listener } from "../../support/listener.ts";

describe("shells on this computer", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kuroko-local-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function openShell(
    differences: Partial<LocalTarget>,
    rc = "PS1='ready> '\n",
    prompt?: string,
  ): Promise<Listener> {
    const home = await mkdtemp(join(folder, "home-"));
    await writeFile(join(home, ".bashrc"), rc);
    await writeFile(join(home, ".zshrc"), rc);
    const { env, ...rest } = differences;
    const target: LocalTarget = { kind: "local", shell: "bash", ...rest, env: { HOME: home, ...env } };
    const request = requestFor(target, folder);
    const pane = prompt === undefined ? request.pane : { ...request.pane, prompt };
    const channel = await local.open({ ...request, pane }, () => undefined);
    onTestFinished(() => channel.dispose());
    return new Listener(channel, nonce);
  }

  it("start in the target's folder, with its environment", async () => {
    await mkdir(join(folder, "demo"), { recursive: true });
    const shell = await openShell({ cwd: "demo", env: { GREETING: "おはよう" } });
    expect(await shell.run('pwd; echo "$GREETING $TERM $COLORTERM"; basename $SHELL')).toContain(
      `${folder}/demo\r\nおはよう xterm-256color truecolor\r\nbash\r\n`,
    );
  });

  it("say what is wrong with a shell or a folder that is not there", async () => {
    await expect(openShell({ shell: "bahs" })).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.stringContaining('The shell "bahs" is not on this computer') as string,
    });
    await expect(openShell({ cwd: "../nowhere" })).rejects.toMatchObject({
      code: "misconfigured",
      message: expect.stringMatching(/"cwd" .*nowhere is not there/) as string,
    });
  });

  it("give no marks where there is no integration, and run commands beside it", async () => {
    const shell = await openShell({ shell: "sh", env: { PS1: "plain> " } });
    expect(shell.channel.marks).toBe(false);
    await shell.until(() => shell.text.includes("plain> "));
    const output: Uint8Array[] = [];
    expect(await shell.channel.exec("echo $0 beside", (bytes) => output.push(bytes))).toBe(0);
    expect(Buffer.concat(output).toString()).toMatch(/sh beside\r\n/);
  });

  it("keep an array of prompt commands, each with the status it expects", async () => {
    const shell = await openShell({}, "PS1='ready> '\nPROMPT_COMMAND=('first=$?' 'second=$?')\n");
    await shell.run("(exit 6)");
    expect(await shell.run('echo "$first $second"')).toContain("6 6\r\n");
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
  });

  it("mark the end of a comment, which has no status of its own", async () => {
    const shell = await openShell({});
    await shell.run("false");
    await shell.run("# nothing to run");
    expect(shell.marks).toEqual(["C", "D", "A", "B"]);
  });

  it("mark a prompt that is made anew each time, and leak nothing through an exported one", async () => {
    const rc = "set -a\nPROMPT_COMMAND='PS1=\"$((++n))> \"; export PS1'\n";
    const shell = await openShell({}, rc);
    const out = await shell.run("env");
    expect(out).toContain("PS1=");
    expect(out.replaceAll(/\x1b\]133;[^\x07]*\x07/g, "")).not.toContain(nonce);
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
  });

  it("leave the user's history file alone, and nothing in the folder for temporary files", async () => {
    const temporary = await mkdtemp(join(folder, "tmp-"));
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const shell = await openShell({}, "HISTFILE=~/history\necho old > ~/history\nPS1='ready> '\n");
    await shell.run("echo typed on stage");
    shell.channel.write("exit\r");
    await shell.until(() => shell.end !== null);
    const homes = (await readdir(folder)).filter((name) => name.startsWith("home-"));
    const histories = await Promise.all(
      homes.map((home) => readFile(join(folder, home, "history"), "utf8").catch(() => "")),
    );
    expect(histories.filter((text) => text !== "")).toEqual(["old\n"]);
    expect(await readdir(temporary)).toEqual([]);
  });

  describe.each(["bash", "zsh"] as const)("of %s", (shell) => {
    const rc = "PS1='ready> '\nsetopt promptsubst 2> /dev/null\n";
    const skip = findShell(shell) ? "" : ` (skipped: ${shell} is not installed)`;
    it.skipIf(skip !== "")(`show the pane's own prompt, as it is written${skip}`, async () => {
      const prompt = "it's $HOME at 100% \\w !> ";
      const opened = await openShell({ shell }, rc, prompt);
      await opened.prompt();
      expect(opened.text).toContain(`\x07${prompt}\x1b]133;B`);
    });

    it.skipIf(skip !== "")(`do not hold one another's terminals open${skip}`, async () => {
      const [first, second] = [await openShell({ shell: "bash" }), await openShell({ shell })];
      await first.prompt();
      const open = await second.run("ls -l /proc/$$/fd");
      expect(open).toMatch(/0 -> \/dev\/pts\//);
      expect(open).not.toMatch(/ptmx/);
    });
  });
});
