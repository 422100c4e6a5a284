import { describe, expect, it } from "vitest";
import { Places } from "#server/adapters/transport/places.ts";

describe("the viewers' places", () => {
  const taken = (places: Places, ...addresses: string[]): (() => void)[] =>
    addresses.map((address) => {
      expect(places.whyNone(address)).toBeNull();
      return places.take(address);
    });

  it("are as many as one process can carry", () => {
    const places = new Places({ of: "viewers", all: 3, ofOneAddress: 2 });
    const [leave] = taken(places, "10.0.0.1", "10.0.0.2", "10.0.0.3");
    expect(places.whyNone("10.0.0.4")).toBe("3 viewers are here already; start a relay.");
    leave?.();
    expect(places.whyNone("10.0.0.4")).toBeNull();
  });

  it("are not all taken by one address, and others find theirs", () => {
    const places = new Places({ of: "viewers", all: 9, ofOneAddress: 2 });
    const [leave] = taken(places, "10.0.0.1", "::ffff:10.0.0.1");
    expect(places.whyNone("10.0.0.1")).toContain("2 viewers of 10.0.0.1 are here already");
    taken(places, "10.0.0.2");
    leave?.();
    taken(places, "10.0.0.1");
  });

  it("count one network of IPv6 as one address", () => {
    const places = new Places({ of: "viewers", all: 9, ofOneAddress: 2 });
    taken(places, "2001:db8:0:7:1::1", "2001:db8:0:7:ffff:1:2:3");
    for (const same of ["2001:db8:0:7::9", "2001:db8:0:7::"]) {
      expect(places.whyNone(same)).toContain("2 viewers of 2001:db8:0:7::/64 are here");
    }
    taken(places, "2001:db8:0:8::9", "2001:db8::7", "2001:db8::1:2:3:4");
    expect(places.whyNone("2001:db8:0:0:5::1")).not.toBeNull();
    taken(places, "fe80::1%eth0");
  });

  it("behind a proxy on this computer belong to everybody", () => {
    const places = new Places({ of: "viewers", all: 9, ofOneAddress: 1 });
    taken(places, "127.0.0.1", "127.0.0.1", "::1", "::1", "::ffff:127.0.0.1");
  });
});
