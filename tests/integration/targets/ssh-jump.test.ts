import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { id } from "#core/ids.ts";

import { noSshd, startSshd, type Sshd } from "../../support/sshd.ts";
import { openSsh, refusalOf } from "./open.ts";

describe.skipIf(noSshd !== null)(`going through a jump host${noSshd ? ` (skipped: ${noSshd})` : ""}`, () => {
  let bastion: Sshd;
  let inner: Sshd;
  const jump = id<"target">("bastion");

  beforeAll(async () => {
    [bastion, inner] = await Promise.all([startSshd(), startSshd()]);
  });
  afterAll(() => Promise.all([bastion.stop(), inner.stop()]));

  it("reaches the machine behind it", async () => {
    const shell = await openSsh(inner.target({ jump }), { targets: { bastion: bastion.target() } });
    // The second connection comes from the first server's process.
    expect(await shell.run("echo $SSH_CONNECTION")).toMatch(new RegExp(`127\\.0\\.0\\.1 ${inner.port}\r\n`));
    expect(await bastion.sessions()).not.toEqual([]);
  });

  it("checks the jump host's key as well", async () => {
    const targets = { bastion: bastion.target({ knownHosts: `${inner.folder}/none` }) };
    const error = await refusalOf(inner.target({ jump }), targets);
    expect(error).toMatchObject({ code: "unknown-host" });
    expect(error.hostKey?.host).toBe(`[127.0.0.1]:${bastion.port}`);
  });

  it("says that the jump host cannot reach the machine", async () => {
    const error = await refusalOf(inner.target({ jump, port: 1 }), { bastion: bastion.target() });
    expect(error).toMatchObject({ code: "unreachable" });
    expect(error.message).toMatch(/could not connect to 127\.0\.0\.1:1 for us/);
  });

  it("says that there is no such jump host, or that they go in a circle", async () => {
    expect((await refusalOf(inner.target({ jump }))).message).toMatch(/"bastion" is not an ssh target/);
    const round = inner.target({ jump });
    expect((await refusalOf(round, { bastion: round })).message).toMatch(/circle/);
  });
});
