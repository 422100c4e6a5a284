import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { PtyChannel } from "#server/adapters/targets/local/pty-channel.ts";
import { integrationFiles } from "#server/adapters/targets/shell/integration.ts";

import { nonce } from "../../contract/target-cases.ts";
import { Listener } from "../../support/listener.ts";

/** The way that bash takes which has no PS0 (before 4.4), on the bash of this machine. */
async function openShell(rc: string): Promise<Listener> {
  const home = await mkdtemp(join(tmpdir(), "kuroko-old-bash-"));
  const { rc: integration = "" } = await integrationFiles("bash", { nonce, login: false });
  const hasPs0 = "BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404";
  expect(integration).toContain(hasPs0);
  await writeFile(join(home, ".bashrc"), rc);
  await writeFile(join(home, "rc"), integration.replace(hasPs0, "0"));
  const channel = new PtyChannel(
    {
      file: "/bin/bash",
      args: ["--rcfile", join(home, "rc"), "-i"],
      cwd: home,
      env: { HOME: home, PATH: "/usr/bin:/bin", TERM: "xterm-256color" },
    },
    { marks: true, size: { cols: 80, rows: 24 } },
  );
  onTestFinished(async () => {
    channel.dispose();
    await rm(home, { recursive: true, force: true });
  });
  return new Listener(channel, nonce);
}

describe("bash without PS0", () => {
  it("marks commands by its debug trap", async () => {
    const shell = await openShell("PS1='ready> '\nPROMPT_COMMAND='seen=$?'\n");
    expect(await shell.run("false; (exit 3)")).toMatch(/\x1b\[\?2004l\r\x1b\]133;C/);
    expect(shell.marks).toEqual(["C", "D;3", "A", "B"]);
    expect(await shell.run("echo $seen | cat")).toContain("3\r\n");
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
    await shell.run("(exit 8)");
    expect(shell.marks).toEqual(["C", "D;8", "A", "B"]);
    for (const line of ["\r", "half\x03"]) {
      shell.clear();
      shell.channel.write(line);
      await shell.prompt();
      expect(shell.marks).toEqual(["A", "B"]);
    }
  });

  it("keeps the user's own debug trap", async () => {
    const shell = await openShell(
      "PS1='ready> '\ntrap 'last=\"$BASH_COMMAND\"; it=\"user'\"'\"'s\"' DEBUG\n",
    );
    await shell.run("true one");
    expect(await shell.run('echo "$it"')).toContain("user's\r\n");
    expect(shell.marks).toEqual(["C", "D;0", "A", "B"]);
  });
});
