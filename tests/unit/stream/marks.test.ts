import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMarkReader, MARK_LIMIT, type MarkedPart } from "#core/stream/marks.ts";
import { chunked, cuts, letters } from "./chunks.ts";

const NONCE = "f00d";

function read(...chunks: string[]): { text: string; marks: string[]; order: string } {
  const reader = createMarkReader(NONCE);
  const parts = [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
  return {
    text: parts.map((part) => (part.kind === "text" ? part.text : "")).join(""),
    marks: parts.flatMap((part) => (part.kind === "mark" ? [spell(part)] : [])),
    order: parts.map((part) => (part.kind === "text" ? part.text : `<${spell(part)}>`)).join(""),
  };
}

function spell({ mark }: MarkedPart & { kind: "mark" }): string {
  return mark.at === "commandEnd" ? `${mark.at} ${mark.status}` : mark.at;
}

describe("shell marks", () => {
  test("a whole command, with both ways to end a sequence", () => {
    const { order } = read(
      `\x1b]133;A;k=${NONCE}\x07$ \x1b]133;B;k=${NONCE}\x1b\\false\r\n\x1b]133;C;k=${NONCE}\x07\x1b]133;D;1;k=${NONCE}\x07$ `,
    );
    expect(order).toBe("<promptStart>$ <promptEnd>false\r\n<commandStart><commandEnd 1>$ ");
  });

  test("a mark without our nonce is removed, and not believed", () => {
    for (const body of ["D;0", "D;0;k=cafe", `D;0;kk=${NONCE}`, `D;0;k=${NONCE}x`, ""]) {
      expect(read(`a\x1b]133;${body}\x07b`)).toMatchObject({ text: "ab", marks: [] });
    }
    expect(read("a\x1b]133\x07b").text).toBe("ab");
  });

  test("no nonce believes nothing", () => {
    expect(createMarkReader("").push("\x1b]133;A;k=\x07")).toEqual([]);
  });

  test("a command end without a status says null", () => {
    expect(read(`\x1b]133;D;k=${NONCE}\x07`).marks).toEqual(["commandEnd null"]);
  });

  test("other sequences pass untouched", () => {
    const other =
      "\x1b]0;title\x07\x1b]1337;File=x\x07\x1b]13;red\x1b\\\x1b[31m\x1b]8;;http://a\x1b\\b\x1b]8;;\x1b\\";
    expect(read(other).text).toBe(other);
  });

  test("a sequence that another one breaks off is removed, the other one stays", () => {
    expect(read(`a\x1b]133;A;k=${NONCE}\x1b[31mb`)).toMatchObject({ text: "a\x1b[31mb", marks: [] });
  });

  test("an unended sequence swallows nothing for ever", () => {
    const reader = createMarkReader(NONCE);
    expect(reader.push("a\x1b]133;" + "x".repeat(MARK_LIMIT - 2))).toEqual([{ kind: "text", text: "a" }]);
    const rest = reader.push("yz");
    expect(rest.map((part) => (part.kind === "text" ? part.text.length : 0))).toEqual([6 + MARK_LIMIT]);
  });

  test("what waits at the end comes out", () => {
    expect(read("a\x1b]133;A").text).toBe("a\x1b]133;A");
    expect(read("a\x1b").text).toBe("a\x1b");
  });

  test("chunks never change what is read", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        `\x1b]133;A;k=${NONCE}\x07`,
        `\x1b]133;D;130;k=${NONCE}\x1b\\`,
        `\x1b]133;C;k=${NONCE}\x9c`,
        "\x1b]133;D;0\x07",
        "\x1b]133",
        "\x1b]1337;a=b\x07",
        "\x1b]0;title\x1b\\",
        "\x1b[1m",
        "\x1b",
        "\x18",
        "\x07",
        "\\",
        "x".repeat(MARK_LIMIT),
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), cuts, (pieces, at) => {
        const whole = pieces.join("");
        expect(read(...chunked(whole, at))).toEqual(read(whole));
        expect(read(...letters(whole))).toEqual(read(whole));
      }),
      { numRuns: 1000 },
    );
  });

  test("no OSC 133 of ordinary length is left in the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", ";", "k", "=") }), { minLength: 1 }),
        cuts,
        (bodies, at) => {
          const whole = bodies.map((body) => `<\x1b]133;${body}\x07>`).join("");
          expect(read(...chunked(whole, at)).text).toBe("<>".repeat(bodies.length));
        },
      ),
    );
  });
});
