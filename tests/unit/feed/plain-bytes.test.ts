import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlain } from "#core/feed/flood.ts";
import { lineWithLetterEnd, plainBytesEnd } from "#core/feed/plain-bytes.ts";
import { tokenShapes } from "#core/stream/token-shapes.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "plain words ",
        "\r\n",
        "tab\t",
        "日本語",
        "é",
        "\u00a0",
        "2026-11-23 ",
        "----",
        "-",
        " \r",
        "B",
      ),
      fc.constantFrom("\x1b[1m", "\b", "\x07", "\x7f", "\x85", "\x9b", "\x00"),
      fc.constantFrom("x".repeat(70), "y".repeat(5)),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** Five dashes and a B, whatever a fold has put between them. */
const key = /(?:-[ \r\n]*){5,}(?:B|$)/;

describe("the plain beginning of bytes", () => {
  it("is the longest that is plain as text and begins no private key", () => {
    fc.assert(
      fc.property(text, fc.nat(3), (value, shift) => {
        // Words are read four bytes at a time, from where they lie.
        const moved = bytesOf("x".repeat(shift) + value).subarray(shift);
        const end = plainBytesEnd(moved);
        const plain = new TextDecoder().decode(moved.subarray(0, end));
        expect(isPlain(plain)).toBe(true);
        expect(/(?:-[ \r\n]*){5,}B/.test(plain)).toBe(false);
        const whole = isPlain(value) && !key.test(value);
        expect(end === moved.length).toBe(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends before every text that begins a secret of several lines", () => {
    const prefixes = tokenShapes.filter(({ body }) => body(0x0a)).flatMap((shape) => shape.prefixes);
    expect(prefixes.length).toBeGreaterThan(0);
    for (const prefix of prefixes) {
      for (const folded of [prefix, Array.from(prefix).join("\r\n"), Array.from(prefix).join(" \r")]) {
        expect(plainBytesEnd(bytesOf(`a line\r\n${folded}\r\nMIIE`))).toBe("a line\r\n".length);
      }
    }
  });

  it("does not end at a ruler or a date", () => {
    const bytes = bytesOf("2026-11-23 --option\r\n---------------\r\nTotal: 5\r\n");
    expect(plainBytesEnd(bytes)).toBe(bytes.length);
  });
});

describe("a line with a letter", () => {
  it("ends an escape sequence that was cut off", () => {
    expect(lineWithLetterEnd(bytesOf("1;2\r\n3a\r\nb\r\n"), 0)).toBe(9);
    expect(lineWithLetterEnd(bytesOf("1;2\r\n3\r\n"), 0)).toBe(null);
    expect(lineWithLetterEnd(bytesOf("no end"), 0)).toBe(null);
  });
});
