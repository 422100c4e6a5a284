import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { endsAt, next, nobody, WAITS_MS, type PairingEvent, type PairingState } from "#core/show/pairing.ts";

const phone = { device: id<"device">("phone"), code: "0042", looksLike: "iPhone" };
const tablet = { device: id<"device">("tablet"), code: "9001", looksLike: "iPad" };

function after(...events: PairingEvent[]): PairingState {
  return events.reduce(next, nobody);
}

const offered = (token: string, at = 0): PairingEvent => ({ type: "offered", token, at });
const opened = (token: string, by = phone, at = 0): PairingEvent => ({ type: "opened", token, by, at });
const confirmed = (by = phone, at = 0): PairingEvent => ({ type: "confirmed", device: by.device, at });

describe("[P27] a device", () => {
  it("is paired by an address that was offered, its code, and the presenter's word", () => {
    const asking = after(offered("a"), opened("a"));
    expect(asking).toMatchObject({ offer: null, asking: [{ code: "0042" }], paired: [] });
    expect(next(asking, confirmed())).toMatchObject({ asking: [], paired: [{ device: "phone" }] });
  });

  it("does not come in by an address that is wrong, old, withdrawn, late or used", () => {
    for (const state of [
      after(offered("a"), opened("b")),
      after(offered("a"), offered("b"), opened("a")),
      after(offered("a"), { type: "withdrawn" }, opened("a")),
      after(offered("a"), opened("a", phone, WAITS_MS)),
    ])
      expect(state.asking).toEqual([]);
    expect(after(offered("a"), opened("a"), opened("a", tablet)).asking).toHaveLength(1);
  });

  it("is not paired too late, nor when it was refused, nor when it never asked", () => {
    for (const state of [
      after(offered("a"), opened("a"), confirmed(phone, WAITS_MS)),
      after(offered("a"), opened("a"), { type: "time", at: WAITS_MS }, confirmed()),
      after(offered("a"), opened("a"), { type: "refused", device: phone.device }, confirmed()),
      after(offered("a"), opened("a"), confirmed(tablet)),
    ])
      expect(state.paired).toEqual([]);
  });

  it("[P29] is a remote no more when all are unpaired, also where it still asks", () => {
    const two = after(offered("a"), opened("a"), confirmed(), offered("b"), opened("b", tablet));
    expect(next(two, { type: "unpairedAll" })).toEqual(nobody);
  });

  it("whatever happens: is paired by its own way in only, and nothing that ends by itself stays", () => {
    const event = fc.record({
      type: fc.constantFrom("offered", "withdrawn", "opened", "confirmed", "refused", "unpairedAll", "time"),
      token: fc.constantFrom("a", "b", "c"),
      by: fc.constantFrom(phone, tablet),
      passes: fc.nat(WAITS_MS),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = nobody;
        let at = 0;
        for (const { passes, ...one } of events) {
          at += passes;
          state = next(state, { type: "time", at });
          const before = state;
          state = next(state, { ...one, device: one.by.device, at });
          const fresh = state.paired.filter((device) => !before.paired.includes(device));
          for (const { device } of fresh) expect(before.asking.map((asks) => asks.device)).toContain(device);
          const asks = state.asking.filter((device) => !before.asking.includes(device));
          if (asks.length > 0) expect(before.offer?.token).toBe(one.token);
          expect(endsAt(state) ?? Infinity).toBeGreaterThan(at);
        }
      }),
    );
  });
});
