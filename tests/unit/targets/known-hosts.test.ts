import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";

import {
  entriesFor,
  fingerprintOf,
  judge,
  keyTypeOf,
  knownName,
  parseKnownHosts,
  type Verdict,
} from "#server/adapters/targets/ssh/known-hosts.ts";

const ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const otherEd25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const rsa = "AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==";

function verdict(text: string, host = "web1", port = 22, key = ed25519): Verdict {
  const entries = entriesFor(parseKnownHosts(text, "known_hosts"), knownName(host, port));
  return judge(entries, Buffer.from(key, "base64"));
}

describe("known_hosts", () => {
  it.each([
    ["a name", `web1 ssh-ed25519 ${ed25519}`],
    ["one of several names, in capitals, with a comment", `web0,WEB1 ssh-ed25519 ${ed25519} me@home`],
    ["a pattern", `w*,x?z ssh-ed25519 ${ed25519}`],
    ["one character", `web? ssh-ed25519 ${ed25519}`],
  ])("knows the key of %s", (_, line) => {
    expect(verdict(`# comment\n\n${line}\n`)).toEqual({ at: "known" });
  });

  it("keeps apart the ports of a host", () => {
    const line = `[web1]:2222 ssh-ed25519 ${ed25519}`;
    expect(verdict(line, "web1", 2222).at).toBe("known");
    expect(verdict(line).at).toBe("unknown");
    expect(verdict(`web1 ssh-ed25519 ${ed25519}`, "web1", 2222).at).toBe("unknown");
  });

  it("takes no dot for any character, and lets a negated pattern win", () => {
    expect(verdict(`10.0.0.1 ssh-ed25519 ${ed25519}`, "10a0b0c1").at).toBe("unknown");
    expect(verdict(`web*,!web1 ssh-ed25519 ${ed25519}`).at).toBe("unknown");
    expect(verdict(`web*,!web1 ssh-ed25519 ${ed25519}`, "web2").at).toBe("known");
  });

  it("finds hashed names", () => {
    const salt = Buffer.from("a salt of twenty byt");
    const hash = createHmac("sha1", salt).update("[web1]:2222").digest("base64");
    const line = `|1|${salt.toString("base64")}|${hash} ssh-ed25519 ${ed25519}`;
    expect(verdict(line, "web1", 2222).at).toBe("known");
    expect(verdict(line, "web2", 2222).at).toBe("unknown");
  });

  it("says which line knows another key, of the same type if there is one", () => {
    const text = `web1 ssh-rsa ${rsa}\nweb1 ssh-ed25519 ${otherEd25519}\n`;
    expect(verdict(text)).toMatchObject({ at: "changed", known: { where: "known_hosts:2" } });
    expect(verdict(`web1 ssh-rsa ${rsa}\n`)).toMatchObject({
      at: "changed",
      known: { where: "known_hosts:1" },
    });
  });

  it("knows a host by any of its keys", () => {
    expect(verdict(`web1 ssh-ed25519 ${otherEd25519}\nweb1 ssh-ed25519 ${ed25519}\n`).at).toBe("known");
  });

  it("refuses a revoked key although it is known, and trusts no certificate authority", () => {
    const known = `web1 ssh-ed25519 ${ed25519}\n`;
    expect(verdict(`${known}@revoked * ssh-ed25519 ${ed25519}\n`)).toMatchObject({
      at: "revoked",
      known: { where: "known_hosts:2" },
    });
    expect(verdict(`@cert-authority * ssh-ed25519 ${ed25519}\n`)).toMatchObject({
      at: "unknown",
      authority: { where: "known_hosts:1" },
    });
  });

  it.each([
    "web1",
    "web1 ssh-ed25519",
    "@other web1 ssh-ed25519 " + ed25519,
    "#web1 ssh-ed25519 " + ed25519,
    "|1|x ssh-ed25519 " + ed25519,
  ])("passes over %j", (line) => {
    expect(verdict(line).at).toBe("unknown");
  });

  it("names a key as OpenSSH does", () => {
    const key = Buffer.from(ed25519, "base64");
    expect(keyTypeOf(key)).toBe("ssh-ed25519");
    // `ssh-keygen -lf` of GitHub's published key.
    expect(fingerprintOf(key)).toBe("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
  });
});
