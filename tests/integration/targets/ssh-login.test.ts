import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";

import { eventually } from "../../support/eventually.ts";
import { processes } from "../../support/processes.ts";
import { answers, freePort, makeKey, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { makeUser, noThrowawayUser } from "../../support/throwaway-user.ts";
import { openSsh, refusalOf } from "./open.ts";

/** A running ssh-agent that holds `keys`, until the test is over. */
async function startAgent(folder: string, keys: readonly string[]): Promise<string> {
  const socket = join(folder, `agent-${Math.random().toString(36).slice(2)}`);
  const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  onTestFinished(() => void agent.kill());
  await eventually(() => spawnedAgentAnswers(socket));
  for (const key of keys) {
    execFileSync("ssh-add", ["-q", key], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
  }
  return socket;
}

function spawnedAgentAnswers(socket: string): boolean {
  try {
    execFileSync("ssh-add", ["-l"], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
    return true;
  } catch (error) {
    // 1 is an agent without keys, 2 none at all.
    return error instanceof Error && "status" in error && error.status === 1;
  }
}

describe.skipIf(noSshd !== null)(`logging in over SSH${noSshd ? ` (skipped: ${noSshd})` : ""}`, () => {
  let sshd: Sshd;

  beforeAll(async () => {
    sshd = await startSshd();
    vi.stubEnv("SSH_AUTH_SOCK", undefined);
  });
  afterEach(() => void vi.stubEnv("SSH_AUTH_SOCK", undefined));
  afterAll(async () => {
    vi.unstubAllEnvs();
    await sshd.stop();
  });

  it("takes a key file", async () => {
    const shell = await openSsh(sshd.target());
    expect(await shell.run("echo as $(id -un)")).toContain(`as ${sshd.user}\r\n`);
  });

  it("says what was tried when the server knows none of it", async () => {
    const stranger = join(sshd.folder, "stranger");
    makeKey(stranger, "ed25519");
    const error = await refusalOf(sshd.target({ key: stranger }));
    expect(error.code).toBe("refused");
    expect(error.message).toContain(`tried: the key ${stranger}`);
  });

  it("asks the agent", async () => {
    vi.stubEnv("SSH_AUTH_SOCK", await startAgent(sshd.folder, [sshd.userKeyFile]));
    const shell = await openSsh(sshd.targetWithoutKey());
    expect(await shell.run("echo in; echo ${SSH_AUTH_SOCK-not forwarded}")).toContain(
      "in\r\nnot forwarded\r\n",
    );
  });

  it("asks the agent for a key whose file is encrypted, and without one says so", async () => {
    const encrypted = join(sshd.folder, "encrypted");
    makeKey(encrypted, "ed25519", "a passphrase");
    const error = await refusalOf(sshd.target({ key: encrypted }));
    expect(error).toMatchObject({ code: "misconfigured" });
    expect(error.message).toContain(`ssh-add ${encrypted}`);

    vi.stubEnv("SSH_AUTH_SOCK", await startAgent(sshd.folder, [sshd.userKeyFile]));
    const shell = await openSsh(sshd.target({ key: encrypted }));
    expect(await shell.run("echo in")).toContain("in\r\n");
  });

  it("says that a key file is missing, or none", async () => {
    expect((await refusalOf(sshd.target({ key: "/nowhere/key" }))).message).toMatch(
      /There is no key file \/nowhere\/key\. Make it/,
    );
    expect((await refusalOf(sshd.target({ key: sshd.folder }))).message).toMatch(/cannot be read: .*EISDIR/);
    const noKey = join(sshd.folder, "no-key");
    await writeFile(noKey, "nothing");
    expect((await refusalOf(sshd.target({ key: noKey }))).message).toMatch(/holds no private key/);
  });

  it("says that nothing listens, or that it is no SSH server", async () => {
    const port = await freePort();
    expect(await answers("127.0.0.1", port)).toBe(false);
    const error = await refusalOf(sshd.target({ port }));
    expect(error).toMatchObject({ code: "unreachable" });
    expect(error.message).toMatch(new RegExp(`127.0.0.1:${port} cannot be reached: nothing listens`));
  });

  it("says that a name is not known", async () => {
    const host = { from: "text", name: "no-such-machine.invalid" } as const;
    expect(await refusalOf(sshd.target({ host }))).toMatchObject({ code: "unreachable" });
  });

  describe.skipIf(noThrowawayUser !== null)(
    `with a password${noThrowawayUser ? ` (skipped: ${noThrowawayUser})` : ""}`,
    () => {
      const password = "correct-horse-battery-Ä7";
      let home: string;
      let server: Sshd;
      let removeUser: () => void;

      beforeAll(async () => {
        home = await mkdtemp(join(tmpdir(), "kuroko-home-"));
        const user = await makeUser({ home, shell: "/bin/bash", password });
        removeUser = () => user.remove();
        server = await startSshd({ user: user.name, config: ["PasswordAuthentication yes"] });
      });
      afterAll(async () => {
        await server.stop();
        removeUser();
        await rm(home, { recursive: true, force: true });
      });

      it("takes it from the environment variable; it is on no command line", async () => {
        vi.stubEnv("DEMO_PASSWORD", password);
        const target = server.targetWithoutKey({ passwordEnv: "DEMO_PASSWORD" });
        const shell = await openSsh(target);
        expect(await shell.run("id -un; env")).toContain(`${server.user}\r\n`);
        expect(shell.text).not.toContain(password);
        const lines = (await processes()).map(({ commandLine }) => commandLine);
        expect(lines.some((line) => line.includes("sshd"))).toBe(true);
        expect(lines.filter((line) => line.includes(password))).toEqual([]);
        expect(server.log()).not.toContain(password);
      });

      it("gives no marks where the login shell is neither bash nor zsh, and runs commands beside it", async () => {
        const plainHome = await mkdtemp(join(tmpdir(), "kuroko-home-"));
        const user = await makeUser({ home: plainHome, shell: "/bin/sh" });
        onTestFinished(async () => {
          user.remove();
          await rm(plainHome, { recursive: true, force: true });
        });
        const shell = await openSsh(server.target({ user: user.name }));
        expect(shell.channel.marks).toBe(false);
        await shell.until(() => shell.text.includes("$ "));
        const output: Uint8Array[] = [];
        expect(await shell.channel.exec("id -un; exit 3", (bytes) => output.push(bytes))).toBe(3);
        expect(Buffer.concat(output).toString()).toBe(`${user.name}\r\n`);
      });

      it("says that it is wrong, without saying it", async () => {
        vi.stubEnv("DEMO_PASSWORD", "wrong-password-1");
        const target = server.targetWithoutKey({ passwordEnv: "DEMO_PASSWORD" });
        const error = await refusalOf(target);
        expect(error).toMatchObject({ code: "refused" });
        expect(error.message).toContain("tried: the password in DEMO_PASSWORD");
        expect(`${error.message} ${String(error.cause)}`).not.toContain("wrong-password-1");
      });

      it("says that the variable is not set", async () => {
        const target = server.targetWithoutKey({ passwordEnv: "DEMO_PASSWORD_UNSET" });
        expect((await refusalOf(target)).message).toContain("DEMO_PASSWORD_UNSET, which is not set");
      });
    },
  );
});
