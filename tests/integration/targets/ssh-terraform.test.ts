import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { SshTarget } from "#core/deck/model.ts";
import { loginOf } from "#server/adapters/targets/ssh/host.ts";

import { noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { openSsh, refusalOf } from "./open.ts";

const noTerraform = spawnSync("terraform", ["version"]).error ? "terraform is not installed" : null;
const missing = noTerraform ?? noSshd;
const because = missing === null ? "" : ` (skipped: ${missing})`;

/** What a talk says of a machine that Terraform made. */
const bare: Omit<SshTarget, "host"> = { kind: "ssh", keepaliveMs: 2000 };

describe.skipIf(missing !== null)(`a host that is an object of Terraform's outputs${because}`, () => {
  let sshd: Sshd;
  let directory: string;

  beforeAll(async () => {
    sshd = await startSshd();
    directory = await mkdtemp(join(tmpdir(), "kuroko-terraform-"));
    const { host, port, user } = sshd;
    const key = relative(directory, sshd.userKeyFile);
    const lb = {
      host,
      port: String(port),
      user,
      key,
      known_hosts: sshd.knownHosts,
      address: "10.0.0.1",
      role: "lb",
    };
    const wrong = { host, port: 99_999 };
    const text = `output "machines" { value = jsondecode(${JSON.stringify(JSON.stringify({ lb, wrong, none: {} }))}) }\n`;
    await writeFile(join(directory, "main.tf"), text);
    execFileSync("terraform", ["apply", "-auto-approve", "-input=false"], {
      cwd: directory,
      stdio: "ignore",
    });
  });
  afterAll(async () => {
    await sshd.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const at = (path: string): SshTarget["host"] => ({ from: "terraform", directory, path });

  it("logs in with what is told of it, paths beginning in the Terraform directory", async () => {
    const shell = await openSsh({ ...bare, host: at("machines.lb") });
    expect(await shell.run("echo as $(id -un)")).toContain(`as ${sshd.user}\r\n`);
  });

  it("uses first what the target says itself", async () => {
    const own = { port: 1, user: "me", key: "k", knownHosts: "/known" };
    expect(await loginOf({ ...bare, ...own, host: at("machines.lb") }, "/talk")).toEqual({
      host: sshd.host,
      port: 1,
      user: "me",
      key: "/talk/k",
      knownHosts: "/known",
    });
  });

  it("says what is wrong with it", async () => {
    expect((await refusalOf({ ...bare, host: at("machines.wrong") })).message).toMatch(
      /output "machines\.wrong" .* has a "port" that is no port/,
    );
    expect((await refusalOf({ ...bare, host: at("machines.none") })).message).toMatch(
      /output "machines\.none" .* is not a host name, nor an object with "host"/,
    );
  });
});
