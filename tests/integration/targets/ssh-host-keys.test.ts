import { execFileSync } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { makeKey, noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { openSsh, refusalOf } from "./open.ts";

describe.skipIf(noSshd !== null)(`the keys of SSH hosts${noSshd ? ` (skipped: ${noSshd})` : ""}`, () => {
  let sshd: Sshd;
  let files = 0;

  beforeAll(async () => {
    sshd = await startSshd({ hostKeyTypes: ["ed25519", "rsa"] });
  });
  afterAll(() => sshd.stop());

  async function knownHosts(text: string): Promise<string> {
    files += 1;
    const file = join(sshd.folder, `known_hosts_${files}`);
    await writeFile(file, text);
    return file;
  }

  function line(type: string): string {
    return sshd.hostKeyLines.find((text) => text.includes(` ${type} `)) ?? "";
  }

  it("refuses an unknown one until it is accepted; then it stands in a file that only the user can read", async () => {
    const file = join(sshd.folder, "new", "known_hosts");
    const error = await refusalOf(sshd.target({ knownHosts: file }));
    expect(error).toMatchObject({ code: "unknown-host" });
    const printed = execFileSync("ssh-keygen", ["-lf", join(sshd.folder, "host_ed25519.pub")], {
      encoding: "utf8",
    });
    expect(error.hostKey).toMatchObject({
      host: `[127.0.0.1]:${sshd.port}`,
      keyType: "ssh-ed25519",
      fingerprint: printed.split(" ")[1],
    });
    await error.hostKey?.accept();
    await error.hostKey?.accept();
    expect(await readFile(file, "utf8")).toBe(line("ssh-ed25519"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const shell = await openSsh(sshd.target({ knownHosts: file }));
    expect(await shell.run("echo in")).toContain("in\r\n");
  });

  it("refuses a changed one, and names the line that knows another", async () => {
    const other = join(sshd.folder, "other");
    makeKey(other, "ed25519");
    const [type, key] = (await readFile(`${other}.pub`, "utf8")).split(" ");
    const text = `# machines\n[127.0.0.1]:${sshd.port} ${type ?? ""} ${key ?? ""}\n`;
    const file = await knownHosts(text);
    const error = await refusalOf(sshd.target({ knownHosts: file }));
    expect(error).toMatchObject({ code: "changed-host" });
    expect(error.message).toContain(`${file}:2`);
    expect(error.hostKey).toBeUndefined();
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("asks for the type of key that is known, though the server would rather show another", async () => {
    const file = await knownHosts(line("ssh-rsa"));
    const shell = await openSsh(sshd.target({ knownHosts: file }));
    expect(await shell.run("echo in")).toContain("in\r\n");
  });

  it("reads what ssh-keygen hashed", async () => {
    const file = await knownHosts(sshd.hostKeyLines.join(""));
    execFileSync("ssh-keygen", ["-q", "-H", "-f", file], { stdio: "ignore" });
    expect(await readFile(file, "utf8")).toMatch(/^\|1\|/);
    const shell = await openSsh(sshd.target({ knownHosts: file }));
    expect(await shell.run("echo in")).toContain("in\r\n");
  });

  it("refuses a revoked one", async () => {
    const file = await knownHosts(
      `${line("ssh-ed25519")}@revoked * ${line("ssh-ed25519").split(" ").slice(1).join(" ")}`,
    );
    const error = await refusalOf(sshd.target({ knownHosts: file }));
    expect(error).toMatchObject({ code: "changed-host" });
    expect(error.message).toContain(`${file}:2 marks as revoked`);
  });
});
