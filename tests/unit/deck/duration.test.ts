import { describe, expect, it } from "vitest";
import { parseDuration } from "#core/deck/duration.ts";

describe("a duration", () => {
  it.each([
    ["500ms", 500],
    ["90s", 90_000],
    ["1.5m", 90_000],
    ["1m 30s", 90_000],
    ["1h", 3_600_000],
    [" 0s ", 0],
  ])("%j is %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(["", "90", "s", "-1s", "1 s", "1x", "1s2", "99999h"])("%j is none", (text) =>
    expect(parseDuration(text)).toBeNull(),
  );
});
