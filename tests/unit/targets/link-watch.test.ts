import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { LinkWatch, lostAfterMs } from "#server/adapters/targets/ssh/link-watch.ts";
import type { Health } from "#server/app/ports.ts";

describe("the watch on a link", () => {
  let healths: Health[];
  let lost: number[];
  let watch: LinkWatch;

  beforeEach(() => {
    vi.useFakeTimers();
    healths = [];
    lost = [];
    watch = new LinkWatch(
      2000,
      (health) => healths.push(health),
      (silentMs) => lost.push(silentMs),
    );
  });
  afterEach(() => {
    watch.dispose();
    vi.useRealTimers();
  });

  it("says nothing while answers come", () => {
    for (let asked = 0; asked < 20; asked += 1) {
      vi.advanceTimersByTime(2000);
      watch.heard();
    }
    expect([healths, lost]).toEqual([[], []]);
  });

  it("calls it silence when one answer is missing, again and again, and ok when one comes", () => {
    vi.advanceTimersByTime(2750);
    expect(healths).toEqual([]);
    vi.advanceTimersByTime(1500);
    expect(healths).toEqual([
      { at: "silent", ms: 3000 },
      { at: "silent", ms: 4000 },
    ]);
    watch.heard();
    watch.heard();
    expect(healths.slice(2)).toEqual([{ at: "ok" }]);
  });

  it("gives up once, and within 10 s", () => {
    vi.advanceTimersByTime(60_000);
    expect(lost).toEqual([lostAfterMs]);
    expect(lostAfterMs).toBeLessThan(10_000);
  });

  it("does not take this computer's own sleep for silence", () => {
    vi.advanceTimersByTime(1000);
    const asleep = performance.now() + 3_600_000;
    vi.spyOn(performance, "now").mockImplementation(() => asleep);
    vi.advanceTimersByTime(250);
    expect([healths, lost]).toEqual([[], []]);
  });

  it("says nothing after it was disposed of", () => {
    watch.dispose();
    vi.advanceTimersByTime(60_000);
    expect([healths, lost]).toEqual([[], []]);
  });
});
