import { describe, expect, it } from "vitest";
import { TalkClock } from "../../../slides/show/talk-clock.ts";

function wired(kept: string | null = null) {
  const box = { now: 1000, kept };
  const store = { read: () => box.kept, write: (text: string) => void (box.kept = text) };
  const open = (): TalkClock => new TalkClock(store, () => box.now);
  return { box, open, clock: open() };
}

describe("the talk's clock", () => {
  it("starts with the first move, and not again with the next", () => {
    const { box, clock } = wired();
    box.now += 5000;
    expect(clock.told).toEqual({ ranMs: 0, runs: false });
    clock.moved();
    box.now += 2000;
    clock.moved();
    box.now += 1000;
    expect(clock.told).toEqual({ ranMs: 3000, runs: true });
  });

  it("stands when it was stopped, also while the deck moves, and goes on where it was", () => {
    const { box, clock } = wired();
    clock.moved();
    box.now += 2000;
    clock.toggle();
    box.now += 9000;
    clock.moved();
    expect(clock.told).toEqual({ ranMs: 2000, runs: false });
    clock.toggle();
    box.now += 500;
    expect(clock.told).toEqual({ ranMs: 2500, runs: true });
  });

  it("is nothing after a reset, and starts with the next move", () => {
    const { box, clock } = wired();
    clock.moved();
    box.now += 2000;
    clock.reset();
    box.now += 2000;
    expect(clock.told).toEqual({ ranMs: 0, runs: false });
    clock.moved();
    box.now += 10;
    expect(clock.told).toEqual({ ranMs: 10, runs: true });
  });

  it("runs on through a reload", () => {
    const { box, clock, open } = wired();
    clock.moved();
    box.now += 2000;
    const reloaded = open();
    box.now += 3000;
    expect(reloaded.told).toEqual({ ranMs: 5000, runs: true });
  });

  it.each(["", "null", "{", `{"ranMs":"1"}`, `{"ranMs":-4,"since":null}`])(
    "is new where storage holds %j",
    (kept) => {
      expect(wired(kept).clock.told).toEqual({ ranMs: 0, runs: false });
    },
  );
});
