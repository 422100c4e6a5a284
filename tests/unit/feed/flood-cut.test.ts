import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutFlood } from "#core/feed/flood-cut.ts";
import { exactTailStart } from "#core/feed/flood.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const word = fc.constantFrom("a", "hello world", "日本語", "", "x".repeat(45), "open ");
const lines = fc
  .array(word, { minLength: 10, maxLength: 60, size: "max" })
  .map((words) => words.join("\r\n"));

describe("a cut in a flood", () => {
  it("leaves the tail that a cut in the text leaves, and a lead-in of whole lines before it", () => {
    let cuts = 0;
    fc.assert(
      fc.property(lines, fc.nat(10), fc.nat(50), (text, kept, reach) => {
        const cut = cutFlood(bytesOf(text), { lines: kept, reach });
        if (!cut) return;
        cuts++;
        const before = new TextDecoder().decode(bytesOf(text).subarray(0, cut.tail));
        const leadIn = new TextDecoder().decode(bytesOf(text).subarray(cut.leadIn, cut.tail));
        expect(before.length).toBe(exactTailStart(text, kept));
        expect(leadIn).toMatch(/^\r\n/);
        expect(leadIn.replace(/[ \r\n]/g, "").length).toBeGreaterThanOrEqual(reach);
      }),
      { numRuns: 500 },
    );
    expect(cuts).toBeGreaterThan(100);
  });

  it("is not made where lines are drawn over each other: a secret may stand in both", () => {
    const text = `${"a line\r\n".repeat(20)}hun\rnter2\r\n${"a line\r\n".repeat(6)}`;
    expect(cutFlood(bytesOf(text), { lines: 5, reach: 20 })).toBe(null);
  });

  it("is not made where too little would be left", () => {
    expect(cutFlood(bytesOf("a\r\n".repeat(20)), { lines: 20, reach: 0 })).toBe(null);
    expect(cutFlood(bytesOf("a\r\n".repeat(20)), { lines: 5, reach: 100 })).toBe(null);
    expect(cutFlood(bytesOf(""), { lines: 0, reach: 0 })).toBe(null);
    expect(cutFlood(bytesOf("a\n".repeat(20)), { lines: 5, reach: 1 })).toBe(null);
  });
});
