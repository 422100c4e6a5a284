import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createCastReader,
  createEventWriter,
  isCastProblem,
  readCast,
  writeHeader,
} from "#core/takes/asciicast.ts";
import type { Cast, CastEvent } from "#core/takes/asciicast.ts";

const HEADER = '{"version":3,"term":{"cols":80,"rows":24}}\n';

function write(events: readonly CastEvent[]): string {
  const writer = createEventWriter();
  return HEADER + events.map(writer).join("");
}

function read(text: string): Cast {
  const cast = readCast(text);
  if (isCastProblem(cast)) throw new Error(`line ${cast.line}: ${cast.message}`);
  return cast;
}

describe("writing version 3", () => {
  test("the header says size, title, time, terminal and shell, and nothing else", () => {
    expect(JSON.parse(writeHeader({ cols: 80, rows: 24 }))).toEqual({
      version: 3,
      term: { cols: 80, rows: 24 },
    });
    const whole = {
      cols: 80,
      rows: 24,
      title: "t",
      timestampS: 1.5,
      term: "xterm-256color",
      shell: "/bin/zsh",
    };
    expect(JSON.parse(writeHeader(whole))).toEqual({
      version: 3,
      term: { cols: 80, rows: 24, type: "xterm-256color" },
      timestamp: 1,
      title: "t",
      env: { SHELL: "/bin/zsh", TERM: "xterm-256color" },
    });
    expect(read(writeHeader(whole))).toEqual({
      version: 3,
      cols: 80,
      rows: 24,
      title: "t",
      timestampS: 1,
      events: [],
    });
  });

  test("each event is one line, as the format's manual shows it", () => {
    expect(
      write([
        { kind: "output", atMs: 248.4, data: "\x1b[1mHi\r\n" },
        { kind: "marker", atMs: 1249, label: "start apply" },
        { kind: "resize", atMs: 1249, cols: 90, rows: 30 },
        { kind: "input", atMs: 1300, data: "q" },
        { kind: "exit", atMs: 2000, status: 130 },
      ]),
    ).toBe(
      HEADER +
        '[0.248, "o", "\\u001b[1mHi\\r\\n"]\n[1.001, "m", "start apply"]\n[0.000, "r", "90x30"]\n' +
        '[0.051, "i", "q"]\n[0.700, "x", "130"]\n',
    );
  });

  test("a character that was cut in two is written whole", () => {
    const text = write([
      { kind: "output", atMs: 0, data: "a\ud83d" },
      { kind: "marker", atMs: 1, label: "\udc4b" },
      { kind: "output", atMs: 2, data: "\udc4bb" },
    ]);
    expect(text).toContain('"a"');
    expect(text).toContain('"👋b"');
    expect(text).toContain('"\\udc4b"');
  });
});

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\x1b", "\n", '"', "\\", "\u2028", "秘"),
    fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
  ),
});
const event = fc.oneof(
  fc.record({ kind: fc.constant("output" as const), data: text }),
  fc.record({ kind: fc.constant("input" as const), data: text }),
  fc.record({ kind: fc.constant("marker" as const), label: text }),
  fc.record({
    kind: fc.constant("resize" as const),
    cols: fc.integer({ min: 1, max: 999 }),
    rows: fc.integer({ min: 1, max: 999 }),
  }),
  fc.record({ kind: fc.constant("exit" as const), status: fc.integer({ min: -1, max: 255 }) }),
);
const events = fc.array(fc.tuple(fc.double({ min: 0, max: 5000, noNaN: true }), event)).map((list) => {
  let atMs = 0;
  return list.map(([waitMs, what]): CastEvent => ({ ...what, atMs: (atMs += waitMs) }));
});

describe("round trips", () => {
  test("what was written is read, and no time is off by more than half a millisecond", () => {
    fc.assert(
      fc.property(events, (list) => {
        const back = read(write(list)).events;
        expect(back).toEqual(list.map((one) => ({ ...one, atMs: Math.round(one.atMs) })));
      }),
    );
  });

  test("versions 2 and 1 say the same as 3", () => {
    fc.assert(
      fc.property(events, (list) => {
        const exact = list.map((one) => ({ ...one, atMs: Math.round(one.atMs) }));
        const lines = write(exact).split("\n").slice(1, -1);
        const absolute = lines.map((line, index) => {
          const [, code, data] = JSON.parse(line) as [number, string, string];
          return JSON.stringify([(exact[index]?.atMs ?? 0) / 1000, code, data]);
        });
        const two = ['{"version":2,"width":80,"height":24}', ...absolute].join("\n");
        expect(read(two)).toEqual({ version: 2, cols: 80, rows: 24, events: exact });

        const output = exact.filter((one) => one.kind === "output");
        const stdout = output.map((one, index) => [
          (one.atMs - (output[index - 1]?.atMs ?? 0)) / 1000,
          one.data,
        ]);
        const one = { version: 1, width: 80, height: 24, duration: 1, stdout };
        for (const indent of [0, 2]) {
          const cast = read(JSON.stringify(one, null, indent));
          expect(cast).toEqual({ version: 1, cols: 80, rows: 24, events: output });
        }
      }),
    );
  });

  test("ten hours of tiny waits do not drift", () => {
    const list = Array.from({ length: 100_000 }, (_, index): CastEvent => ({
      kind: "output",
      atMs: index * 0.36,
      data: "",
    }));
    expect(read(write(list)).events.at(-1)?.atMs).toBe(Math.round(99_999 * 0.36));
  });
});

describe("reading", () => {
  test("skips comments, empty lines, unknown codes, unknown keys, and a byte order mark", () => {
    const cast = read(
      '\ufeff{"version":3,"term":{"cols":80,"rows":24,"theme":{}},"tags":["x"]}\r\n# hi\n\n[1, "z", "?"]\n[0.5, "o", "a", 1]\r\n',
    );
    expect(cast.events).toEqual([{ kind: "output", atMs: 1500, data: "a" }]);
  });

  test("leaves out a last line that a crash cut short, wherever it was cut", () => {
    const text = write([
      { kind: "output", atMs: 1, data: "kept" },
      { kind: "output", atMs: 2, data: "lost" },
    ]);
    const kept = text.indexOf("\n", HEADER.length) + 1;
    for (let length = kept; length < text.length - 1; length++) {
      expect(read(text.slice(0, length)).events, text.slice(kept, length)).toHaveLength(
        length === text.length - 1 ? 2 : 1,
      );
    }
  });

  test("an event of version 2 that lies back in time happens at once", () => {
    const cast = read('{"version":2,"width":80,"height":24}\n[2,"o","a"]\n[1.5,"o","b"]');
    expect(cast.events.map((one) => one.atMs)).toEqual([2000, 2000]);
  });

  test.each([
    ["", 1, "empty"],
    ["nonsense", 1, "header"],
    ["[1]", 1, "header"],
    ['{"version":4}', 1, '"version" must be 1, 2 or 3, not 4'],
    ['{"version":3,"width":80,"height":24}', 1, "term must give the size"],
    ['{"version":2,"width":0,"height":24}', 1, "size"],
    ['{"version":1,"width":80,"height":24}', 1, "stdout"],
    ['{"version":1,"width":80,"height":24,"stdout":[[1,"a"],[1]]}', 1, "frame 2"],
    [`${HEADER}[1,"o","a"]\nnonsense\n`, 3, "JSON array"],
    [`${HEADER}[1,"o"\n[1,"o","a"]`, 2, "JSON array"],
    [`${HEADER}# c\n[1,"o"]`, 3, "[time, code, data]"],
    [`${HEADER}["1","o","a"]`, 2, 'seconds, not "1"'],
    [`${HEADER}[-1,"o","a"]`, 2, "seconds"],
    [`${HEADER}[1,2,"a"]`, 2, "code"],
    [`${HEADER}[1,"o",null]`, 2, "data must be text, not null"],
    [`${HEADER}[1,"r","80"]`, 2, '"80x24"'],
    [`${HEADER}[1,"x","bad"]`, 2, "status"],
  ])("%j: a problem with its line", (text, line, message) => {
    const problem = readCast(text);
    expect(problem).toEqual({ line, message: expect.stringContaining(message) as string });
  });

  test("line by line it says the same, and says a problem again", () => {
    const reader = createCastReader();
    expect(reader.push(HEADER.trim())).toBeNull();
    expect(reader.push('[1,"o","a"]')).toBeNull();
    expect(reader.end()).toMatchObject({ version: 3, events: [{ kind: "output", atMs: 1000, data: "a" }] });
    const problem = reader.push("x");
    expect(problem).toMatchObject({ line: 3 });
    expect(reader.push('[1,"o","a"]')).toEqual(problem);
    expect(reader.end()).toEqual(problem);
  });

  test("garbage is a problem with a line, or a cast; it never throws", () => {
    const json = fc.json().map((value) => value.replaceAll("\n", " "));
    const line = fc.oneof(
      json,
      fc.string(),
      fc.constantFrom('[1,"o","a"]', "[1", '[0,"r","0x0"]', "[[]]", "#", "{}"),
    );
    const head = fc.oneof(
      fc.constant(HEADER.trim()),
      fc.constant('{"version":1,"width":1,"height":1,"stdout":[[0]]}'),
      json,
    );
    fc.assert(
      fc.property(head, fc.array(line), (first, lines) => {
        const text = [first, ...lines].join("\n");
        const result = readCast(text);
        if (isCastProblem(result)) {
          expect(result.line).toBeGreaterThanOrEqual(1);
          expect(result.line).toBeLessThanOrEqual(text.split("\n").length);
          expect(result.message).not.toBe("");
        } else {
          expect(result.events.every((one, index) => one.atMs >= (result.events[index - 1]?.atMs ?? 0))).toBe(
            true,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
