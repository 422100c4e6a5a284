import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation } from "#core/deck/model.ts";
import { describeUnmet } from "#core/steps/failure.ts";
import type { Unmet } from "#core/steps/machine.ts";
import { createWatch, LONGEST_LINE } from "#core/stream/expectations.ts";
import { createPlainText } from "#core/stream/plain-text.ts";
import { chunked, cuts, letters } from "./chunks.ts";

const text = (wanted: string, not = false): Expectation => ({ kind: "text", text: wanted, not });
const pattern = (source: string, not = false, flags = ""): Expectation => ({
  kind: "pattern",
  source,
  flags,
  not,
});

function strip(...chunks: string[]): string {
  const plain = createPlainText();
  return chunks.map((chunk) => plain.push(chunk)).join("");
}

describe("plain text", () => {
  test.each([
    ["one\r\ntwo\n", "one\ntwo\n"],
    ["\x1b[1;31mred\x1b[0m \x9b4mline\x9bm\x1b(B", "red line"],
    ["\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b\x1b]8;;\x9cc\x9d0;t\x07d", "abcd"],
    ["\x1bP1$r0m\x1b\\a\x1b_x\x1b\\b\x1b=c\x1b7d", "abcd"],
    [" 10%\r 20%\r\n", " 10%\n 20%\n"],
    ["a\r\r\nb\r\x1b[Kc", "a\nb\nc"],
    ["a\x1b[2Ab\x1b[3;1Hc\x1b[5Cd", "a\nb\nc d"],
    ["a\x07b\x00c\tdé秘\b", "abc\tdé秘\b"],
    ["a\x1b[3\x1b[1mb\x1b]0;x\x18c", "abc"],
  ])("%j", (raw, plain) => {
    expect(strip(raw)).toBe(plain);
    expect(strip(...letters(raw))).toBe(plain);
  });

  test("chunks never change it, and nothing but text is left", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "\x1b",
        "[",
        "]",
        "\\",
        "m",
        "1;2",
        "\r",
        "\n",
        "\r\n",
        "\x07",
        "\x9b",
        "\x9d",
        "\b",
        "\x18",
        "H",
        "P",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), cuts, (pieces, at) => {
        const raw = pieces.join("");
        expect(strip(...chunked(raw, at))).toBe(strip(raw));
        expect(strip(raw)).not.toMatch(/[\x00-\x07\x0b-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 1000 },
    );
  });
});

/** In the words of reports. */
function said(unmet: Unmet | null): string | null {
  return unmet && describeUnmet(unmet);
}

describe("expectations", () => {
  test("what is expected is met once it has come, colours or not", () => {
    const watch = createWatch([text("active (running)"), pattern("^web\\d+\\s+up$")]);
    expect(said(watch.unmet())).toBe('did not print "active (running)"');
    expect(watch.push("act\x1b[32mive (run")).toBeNull();
    expect(watch.push("ning)\x1b[0m\r\n")).toBeNull();
    expect(said(watch.unmet())).toBe("did not print /^web\\d+\\s+up$/");
    expect(watch.push("web1  up")).toBeNull();
    expect(watch.unmet()).toBeNull();
  });

  test("what is forbidden is said as soon as it comes, and stays said", () => {
    const watch = createWatch([text("ok"), text("error:", true), pattern("^fatal", true, "i")]);
    expect(watch.push("an err")).toBeNull();
    expect(said(watch.push("or: no"))).toBe('printed "error:"');
    expect(said(watch.push("ok"))).toBe('printed "error:"');
    expect(said(watch.unmet())).toBe('printed "error:"');

    const other = createWatch([pattern("^fatal", true, "i")]);
    expect(other.push("not fatal\r\nFATAL")).toBeNull();
    expect(said(other.push(": x\r\n"))).toBe("printed /^fatal/i");
    const last = createWatch([pattern("^fatal", true)]);
    expect(last.push("fatal")).toBeNull();
    expect(said(last.unmet())).toBe("printed /^fatal/");
  });

  test("nothing expected is nothing unmet", () => {
    expect(createWatch([]).unmet()).toBeNull();
    expect(createWatch([text("x", true)]).unmet()).toBeNull();
  });

  test("`^` and `$` are a line's ends, not a chunk's", () => {
    const watch = createWatch([pattern("^b$")]);
    watch.push("a");
    watch.push("b");
    watch.push("c\r\n");
    expect(said(watch.unmet())).toBe("did not print /^b$/");
    const long = createWatch([pattern("^x", true)]);
    expect(long.push("y" + "x".repeat(5000) + "\n")).toBeNull();
    expect(long.push("z\n")).toBeNull();
  });

  test("a backspace erases, also what came in another chunk", () => {
    const watch = createWatch([text("start"), pattern("^start$")]);
    watch.push("stx");
    watch.push("\b \bart\r\n");
    expect(watch.unmet()).toBeNull();
  });

  test("a pattern that is none is looked for as it is written", () => {
    const watch = createWatch([pattern("f(x")]);
    watch.push("f(x\n");
    expect(watch.unmet()).toBeNull();
  });

  test("chunks never change what is found, in a flood before and after it too", () => {
    const expectations = [
      text("needle"),
      pattern("^a need\\w+ here$"),
      pattern("two\\nlines"),
      text("hay needle", true),
    ];
    fc.assert(
      fc.property(
        fc.nat({ max: 6000 }),
        fc.constantFrom("needle", "a needle here", "two\r\nlines", "ned"),
        cuts,
        (before, line, at) => {
          const flood = "hay hay hay\r\n".repeat(before / 10);
          const raw = `${flood}${line}\r\n${flood}`;
          const whole = createWatch(expectations);
          const cut = createWatch(expectations);
          whole.push(raw);
          for (const chunk of chunked(raw, at)) cut.push(chunk);
          expect(cut.unmet()).toEqual(whole.unmet());
          const met = expectations.filter((one) => {
            const watch = createWatch([one]);
            for (const chunk of chunked(raw, at)) watch.push(chunk);
            return watch.unmet() === null;
          });
          expect(met.length).toBe({ needle: 2, "a needle here": 3, "two\r\nlines": 2, ned: 1 }[line]);
        },
      ),
    );
  });

  test("a line without an end is looked at in pieces", () => {
    const watch = createWatch([pattern("x{100}", true)]);
    expect(watch.push("y".repeat(LONGEST_LINE))).toBeNull();
    expect(said(watch.push("x".repeat(100)))).toBe("printed /x{100}/");
  });
});

describe("JSON at a path", () => {
  const printed = '{"items":[{"name":"web","status":"pending","n":3},{"name":"db","status":"running"}]}\r\n';
  const wish = (text: string, not = false): Expectation => ({ kind: "json", wish: text, not });
  const unmetOf = (expectation: Expectation, ...output: string[]): string | null => {
    const watch = createWatch([expectation]);
    for (const text of output) watch.push(text);
    return said(watch.unmet());
  };

  test.each([
    "$.items[1].status = running",
    "items[*].status = running",
    "$.items[0].n >= 3",
    "$.items[0].n = 3",
    '$["items"].length = 2',
    "$.items[0].name",
    "$.items[0].status != running",
  ])("%s is found", (text) => {
    expect(unmetOf(wish(text), printed)).toBeNull();
    expect(unmetOf(wish(text, true), printed)).toBe(`printed JSON with ${text}`);
  });

  test("what is there instead is said", () => {
    expect(unmetOf(wish("$.items[0].status = running"), printed)).toBe(
      'printed "pending", not JSON with $.items[0].status = running',
    );
    expect(unmetOf(wish("$.items[7]"), printed)).toBe("did not print JSON with $.items[7]");
    expect(unmetOf(wish("$.a = 1"), "no json\r\n")).toBe("did not print JSON with $.a = 1");
  });

  test("is found between other lines, in one JSON a line, in colours, and cut anywhere", () => {
    expect(
      unmetOf(wish("$.a = 1"), "fetched:\r\n", '{\r\n  "a": ', "\x1b[1m1\x1b[0m\r\n}\r\nbye\r\n"),
    ).toBeNull();
    expect(unmetOf(wish("$.a = 2"), '{"a":1}\r\n{"a":2}\r\n')).toBeNull();
  });

  test("of more than 256 KiB is not looked at", () => {
    expect(unmetOf(wish("$.a"), `{"a":"${"x".repeat(300_000)}"}`)).toBe("did not print JSON with $.a");
  });
});
