import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, type WindowId } from "#core/ids.ts";
import { empty, holder, KEPT_MS, keptFor, next, type Seat, type SeatEvent } from "#core/show/seat.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => id<"window">(name)) as [WindowId, WindowId, WindowId];

function after(...events: SeatEvent[]): Seat {
  return events.reduce(next, empty);
}

const came = (window: WindowId): SeatEvent => ({ type: "came", window });
const gone = (window: WindowId, at: number): SeatEvent => ({ type: "gone", window, at });
const asked = (window: WindowId): SeatEvent => ({ type: "asked", window });
const time = (at: number): SeatEvent => ({ type: "time", at });

describe("[P23] a seat", () => {
  it("is the first one's who comes, and stays so", () => {
    expect(after(came(a), came(b)).held).toEqual({ at: "here", by: a });
  });

  it("is kept for a window that reloads, also while others are there", () => {
    const reloading = after(came(a), came(b), gone(a, 0), time(KEPT_MS - 1));
    expect(reloading.held).toEqual({ at: "away", by: a, since: 0 });
    expect(next(reloading, came(a)).held).toEqual({ at: "here", by: a });
  });

  it("goes to the one that has waited longest when its window stays away", () => {
    expect(after(came(a), came(b), came(c), gone(a, 0), time(KEPT_MS)).held).toEqual({ at: "here", by: b });
  });

  it("is let go of at the moment that was set for it, whatever fractions the clock gives", () => {
    fc.assert(
      fc.property(fc.nat(600_000_000), (microseconds) => {
        const since = microseconds / 1000;
        expect(after(came(a), came(b), gone(a, since), time(since + KEPT_MS)).held).toEqual({
          at: "here",
          by: b,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it("is free when nobody else is there, and then the next one's who comes", () => {
    const left = after(came(a), gone(a, 0), time(KEPT_MS));
    expect(left.held).toEqual({ at: "free" });
    expect(next(left, came(b)).held).toEqual({ at: "here", by: b });
  });

  it("changes hands at once where one asks that is there, and not for one that is not", () => {
    expect(after(came(a), came(b), asked(b)).held).toEqual({ at: "here", by: b });
    expect(after(came(a), asked(b)).held).toEqual({ at: "here", by: a });
  });

  it("that was another's by then is not given back to who returns", () => {
    expect(after(came(a), came(b), gone(a, 0), asked(b), came(a)).held).toEqual({ at: "here", by: b });
  });

  it("can be kept for a window that is to come back after the server's restart", () => {
    const restarted = next(keptFor(a, 0), came(b));
    expect(holder(restarted)).toBe(a);
    expect(next(restarted, came(a)).held).toEqual({ at: "here", by: a });
    expect(next(restarted, time(KEPT_MS)).held).toEqual({ at: "here", by: b });
  });

  it("whatever happens: only who is there holds it, and nobody is passed over for longer than it is kept", () => {
    const window = fc.constantFrom(a, b, c);
    const event = fc.record({
      type: fc.constantFrom("came", "gone", "asked", "time"),
      window,
      passes: fc.nat(2 * KEPT_MS),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let seat = empty;
        let at = 0;
        const there = new Set<WindowId>();
        for (const one of events) {
          at += one.passes;
          seat = next(seat, time(at));
          seat = next(seat, { ...one, at });
          if (one.type === "came") there.add(one.window);
          if (one.type === "gone") there.delete(one.window);
          expect(new Set(seat.present)).toEqual(there);
          const { held } = seat;
          if (held.at === "here") expect(there).toContain(held.by);
          if (held.at === "free") expect(there.size).toBe(0);
          if (held.at === "away") expect(at - held.since).toBeLessThan(KEPT_MS);
        }
      }),
    );
  });
});
