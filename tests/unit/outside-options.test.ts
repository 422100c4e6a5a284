import { describe, expect, it } from "vitest";
import { outsideConfig } from "../../scripts/cli/outside-options.ts";

const none = { audience: false, remote: false };

describe("what is open to the network", () => {
  it("is nothing, unless it is asked for", () => {
    expect(outsideConfig(none, true)).toBeNull();
  });

  it.each([
    ["10.0.0.3", { host: "10.0.0.3", port: 4401 }],
    ["10.0.0.3:80", { host: "10.0.0.3", port: 80 }],
    ["laptop.local:4500", { host: "laptop.local", port: 4500 }],
    ["fd00::2", { host: "fd00::2", port: 4401 }],
    ["[fd00::2]:4500", { host: "fd00::2", port: 4500 }],
  ])("is the address that is named: %s", (address, expected) => {
    expect(outsideConfig({ ...none, "audience-address": address }, true)).toEqual({
      ...expected,
      viewers: true,
      remotes: false,
    });
  });

  it("is for a remote only where only that is asked for", () => {
    const flags = { audience: false, remote: true, "audience-address": "10.0.0.3" };
    expect(outsideConfig(flags, true)).toMatchObject({ viewers: false, remotes: true });
    expect(outsideConfig({ ...flags, audience: true }, true)).toMatchObject({ viewers: true, remotes: true });
  });

  it.each(["10.0.0.3:99999", "http://10.0.0.3", "a:b:c", ""])("refuses %j with a sentence", (address) => {
    expect(() => outsideConfig({ ...none, audience: true, "audience-address": address }, true)).toThrow(
      /--audience-address takes an address/,
    );
  });

  it("needs a talk", () => {
    expect(() => outsideConfig({ audience: true, remote: false }, false)).toThrow(/which talk/);
  });
});
