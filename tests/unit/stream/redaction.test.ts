import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  compilePatterns,
  createRedactor,
  MASK,
  redactText,
  type RedactionRules,
} from "#core/stream/redaction.ts";
import { chunked, cuts, letters } from "./chunks.ts";

// Thousands of redactors are made: a machine that is busy with other things needs longer than the usual 5 s.
vi.setConfig({ testTimeout: 60_000 });

const none: RedactionRules = { values: [], patterns: [] };
const secret = (...values: string[]): RedactionRules => ({ values, patterns: [] });

function redact(rules: RedactionRules, ...chunks: string[]): string {
  const redactor = createRedactor(rules);
  return chunks.map((chunk) => redactor.push(chunk)).join("") + redactor.settle();
}

/** What an eye, or a search in the bytes, could still put together. */
function withoutGaps(text: string): string {
  return text.replace(/\x1b\[[0-?]*[ -/]*[@-~]|\x1b[(-+][^\x1b]| \r|[\r\n\b]/g, "");
}

describe("values", () => {
  test("are masked, wherever they stand", () => {
    expect(redactText("a hunter2 b\x1b]0;hunter2\x07\x1b]8;;http://x/hunter2\x1b\\", secret("hunter2"))).toBe(
      `a ${MASK} b\x1b]0;${MASK}\x07\x1b]8;;http://x/${MASK}\x1b\\`,
    );
  });

  test("that begin with one another are masked whole", () => {
    const rules = secret("hunter2", "hunter2-and-more", "2-and");
    expect(redactText("hunter2 hunter2-and-more hunter2-and-mo.", rules)).toBe(`${MASK} ${MASK} ${MASK}-mo.`);
  });

  test.each([
    ["colours", "hun\x1b[1mter\x1b[0m2", `${MASK}\x1b[1m\x1b[0m`],
    ["readline's wrap", "hunt \rer2", `${MASK} \r`],
    ["line ends", "hunt\r\ner2", `${MASK}\r\n`],
    ["tput sgr0", "hun\x1b(B\x1b[mter2", `${MASK}\x1b(B\x1b[m`],
  ])("are found across %s", (_, text, shown) => {
    expect(redactText(`<${text}>`, secret("hunter2"))).toBe(`<${shown}>`);
  });

  test.each([
    ["zsh drawing characters again", "h\bhu\b\bhunter2"],
    ["zsh's wrap", "hunt\rter2"],
  ])("are found across %s", (_, text) => {
    expect(redactText(`<${text}>`, secret("hunter2"))).not.toContain("er2");
  });

  test("with spaces are found where the line wraps", () => {
    for (const text of ["open the door", "open \rthe door", "open  \rthe door", "op \ren the door"]) {
      expect(withoutGaps(redactText(text, secret("open the door")))).toBe(MASK);
    }
  });

  test("of several lines are found as a terminal shows them", () => {
    expect(withoutGaps(redactText("one\r\ntwo\r\n.", secret("one\ntwo\n")))).toBe(`${MASK}.`);
  });

  test("shorter than four characters are ignored", () => {
    expect(redactText("abc", secret("abc", ""))).toBe("abc");
  });

  test("chunks never change the output, and it never holds a value", () => {
    const letter = fc.constantFrom("a", "b", "c", " ", "秘");
    const gap = fc.constantFrom("\x1b[31m", "\x1b[0;1m", " \r", "\r\n", "\r", "\n");
    const value = fc.string({ unit: letter, minLength: 4, maxLength: 9 });
    const piece = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ pick: fc.nat(), gaps: fc.array(fc.tuple(fc.nat(), gap), { maxLength: 3 }) }),
      },
      { weight: 2, arbitrary: fc.string({ unit: letter, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.oneof(gap, fc.constantFrom("\b", "\x1b", "\x1b]0;", "\x07", "\x9b1m")) },
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 4 }),
        fc.array(piece, { maxLength: 8 }),
        cuts,
        (made, pieces, at) => {
          // A prefix and an extension of the first are secret too.
          const values = [...made, `${made[0] ?? ""}ab`, (made[0] ?? "").slice(0, 5)];
          const text = pieces
            .map((part) => {
              if (typeof part === "string") return part;
              const inner = values[part.pick % values.length] ?? "";
              return part.gaps.reduce((sum, [where, what]) => {
                const cut = where % (inner.length + 1);
                return sum.slice(0, cut) + what + sum.slice(cut);
              }, inner);
            })
            .join("");
          const whole = redact(secret(...values), text);
          expect(redact(secret(...values), ...chunked(text, at))).toBe(whole);
          expect(redact(secret(...values), ...letters(text))).toBe(whole);
          for (const one of values.filter((each) => each.length >= 4)) expect(whole).not.toContain(one);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("a value is found across any gap that is not in the value itself", () => {
    const gap = fc.constantFrom("\x1b[31m", "\x1b[K", " \r", "\r\n", "\r", "\x1b(B", "\x9b0m", "\b");
    fc.assert(
      fc.property(fc.array(gap, { minLength: 5, maxLength: 5 }), cuts, (gaps, at) => {
        const text = `[${letters("geheim")
          .map((letter, index) => letter + (gaps[index] ?? ""))
          .join("")}]`;
        const out = redact(secret("geheim"), ...chunked(text, at));
        expect(out).toBe(`[${MASK}${gaps.join("")}]`);
      }),
      { numRuns: 500 },
    );
  });
});

describe("silence", () => {
  test("nothing waits that cannot be a secret", () => {
    const redactor = createRedactor(secret("hunter2"));
    expect(redactor.push("$ ")).toBe("$ ");
    expect(redactor.push("token ghp_")).toBe("token ghp_");
    expect(redactor.push("x")).toBe("");
    expect(redactor.push(";")).toBe("x;");
    expect(redactor.push("hun")).toBe("");
    expect(redactor.push("d")).toBe("hund");
  });

  test("a value typed slowly shows three characters, a token seven", () => {
    for (const [text, shown] of [
      ["hunter2", "hun"],
      [`ghp_${"a1B2".repeat(9)}`, "ghp_a1B2a1B"],
    ] as const) {
      const redactor = createRedactor(secret("hunter2"));
      const out = letters(text).map((letter) => redactor.push(letter) + redactor.settle());
      expect(out.join("")).toBe(shown + MASK);
      expect(redactor.push(" on")).toBe(" on");
    }
  });

  test("what only began like a secret goes on after the mask", () => {
    const redactor = createRedactor(secret("hunter2"));
    expect(redactor.push("hunt") + redactor.settle() + redactor.push("ing")).toBe(`${MASK}ing`);
  });
});

describe("token shapes", () => {
  const id = "Ab3".repeat(30);
  test.each([
    ["AKIAIOSFODNN7EXAMPLE", "AKIA"],
    [`aws_secret_access_key = ${id.slice(0, 40)}`, "aws_secret_access_key = "],
    [`"SecretAccessKey": "${id.slice(0, 40)}`, '"SecretAccessKey": "'],
    [`ghs_${id.slice(0, 36)}`, "ghs_"],
    [`github_pat_${id.slice(0, 22)}_${id.slice(0, 59)}`, "github_pat_"],
    [`glpat-${id.slice(0, 20)}`, "glpat-"],
    ["xoxb-1234567890-abcdef", "xoxb-"],
    [`dop_v1_${"0a".repeat(32)}`, "dop_v1_"],
    [`sk_live_${id.slice(0, 24)}`, "sk_live_"],
    [`sk-ant-api03-${id.slice(0, 80)}`, "sk-ant-"],
    [`sk-${id.slice(0, 48)}`, "sk-"],
    [`AIza${id.slice(0, 35)}`, "AIza"],
    [`npm_${id.slice(0, 36)}`, "npm_"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLWhlcmU", "eyJ"],
    [`Authorization: Bearer ${id.slice(0, 24)}==`, "Authorization: Bearer "],
  ])("%s", (text, shown) => {
    for (const chunks of [[text], letters(text)]) {
      expect(redact(none, "<", ...chunks, "> \r\n")).toBe(`<${shown}${MASK}> \r\n`);
    }
    const wrapped = `${text.slice(0, shown.length + 5)} \r${text.slice(shown.length + 5)}`;
    expect(redact(none, wrapped)).toBe(`${shown}${MASK} \r`);
  });

  test("everyday text stays", () => {
    for (const text of [
      "pip install scikit-learn task-runner-with-a-long-name disk-encryption-and-more-words",
      "npm_config_registry=http://localhost:4873/ ghp_short AKIA eyJ xoxb-",
      "https://example.org:8443/a@b ssh://git@host:2222/x http://[::1]:80/",
      "a bearer of good news; Bearer token",
      `sha256:${"0a".repeat(32)}`,
    ]) {
      expect(redact(none, text)).toBe(text);
      expect(redact(none, ...letters(text))).toBe(text);
    }
  });

  test("a password in a URL, with an @ in it", () => {
    expect(redactText("git clone https://me:pa55@w0rd@host/x", none)).toBe(
      `git clone https://me:${MASK}@host/x`,
    );
    expect(redactText("redis://:pa55@host", none)).toBe(`redis://:${MASK}@host`);
  });

  test("a private key, up to its end line", () => {
    const body = Array.from({ length: 20 }, () => "MIIEvQIBADANBgkq+/hkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ");
    for (const label of ["", "RSA ", "OPENSSH "]) {
      const key = [
        `-----BEGIN ${label}PRIVATE KEY-----`,
        "Proc-Type: 4,ENCRYPTED",
        "DEK-Info: AES-128-CBC,0A",
        "",
        ...body,
        `-----END ${label}PRIVATE KEY-----`,
        "$ ",
      ].join("\r\n");
      const shown = `-----BEGIN ${label}PRIVATE KEY-----\r\n${MASK}-----END ${label}PRIVATE KEY-----\r\n$ `;
      expect(redact(none, key)).toBe(shown);
      expect(redact(none, ...letters(key))).toBe(shown);
      expect(redact(none, key.replaceAll("\r\n", "\\n"))).not.toContain("MII");
    }
  });

  test("a key that is cut short ends at the prompt", () => {
    expect(redactText("-----BEGIN PRIVATE KEY-----\r\n$ ls\r\n", none)).toBe(
      "-----BEGIN PRIVATE KEY-----\r\n$ ls\r\n",
    );
  });

  test("chunks never change the output", () => {
    const piece = fc.constantFrom(
      ...[
        "ghp_",
        "AKIA",
        "eyJ",
        "://",
        ":",
        "@",
        "-----",
        "-----BEGIN PRIVATE KEY-----",
        "-----END",
        "-",
        "Bearer ",
      ],
      ...[
        "abcdefgh",
        "A1B2C3D4",
        "\r",
        "\n",
        " ",
        "\x1b[1m",
        "\b",
        "\x1b]",
        "x.y",
        "/",
        "SecretAccessKey",
        '"',
        "=",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), cuts, (pieces, at) => {
        const text = pieces.join("");
        const whole = redact(none, text);
        expect(redact(none, ...chunked(text, at))).toBe(whole);
        expect(redact(none, ...letters(text))).toBe(whole);
      }),
      { numRuns: 400 },
    );
  });
});

describe("patterns", () => {
  const rules = (...patterns: RegExp[]): RedactionRules => ({ values: [], patterns });

  test("are masked within a line, across colours and a wrapped line", () => {
    const corp = rules(/corp-\d{6}/, /pin (?<pin>\d{4})\b/i);
    expect(redactText("a corp-123456\r\nPIN 1234 pin 12\r\n", corp)).toBe(`a ${MASK}\r\n${MASK} pin 12\r\n`);
    expect(redactText("co\x1b[1mrp-12 \r3456.", corp)).toBe(`${MASK}\x1b[1m \r.`);
    expect(redactText("corp-123\n456", corp)).toBe("corp-123\n456");
  });

  test("hold back a line's end only from where a match could begin", () => {
    const redactor = createRedactor(rules(/corp-\d{6}/));
    expect(redactor.push("$ echo ")).toBe("$ echo ".trimEnd());
    expect(redactor.push("cow")).toBe(" cow");
    expect(redactor.push(" co")).toBe(" ");
    expect(redactor.push("rp-123")).toBe("");
    expect(redactor.push("456 on")).toBe("");
    expect(redactor.settle()).toBe(`${MASK} on`);
  });

  test("hold back a line where nothing is known of a match's beginning", () => {
    const redactor = createRedactor(rules(/\d{6}/));
    expect(redactor.push("one\ntwo")).toBe("one\n");
    expect(redactor.settle()).toBe("two");
  });

  test("are found anywhere in a long line", () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }), cuts, (before, after, at) => {
        const text = `${"x".repeat(before)}corp-123456${"y".repeat(after)}`;
        for (const pattern of [/corp-\d{6}/, /[c]orp-\d{6}/]) {
          const out = redact(rules(pattern), ...chunked(text, at));
          expect(out).toBe(`${"x".repeat(before)}${MASK}${"y".repeat(after)}`);
        }
      }),
    );
  });

  test("chunks never change the output", () => {
    const piece = fc.constantFrom(
      "corp-",
      "co",
      "12",
      "3456",
      "x",
      " ",
      " \r",
      "\r\n",
      "\x1b[",
      "1m",
      "\x1b(",
      "\r",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), cuts, (pieces, at) => {
        const text = pieces.join("");
        for (const pattern of [/corp-\d{6}/, /o?rp-\d{2,}|56/]) {
          const whole = redact(rules(pattern), text);
          expect(redact(rules(pattern), ...chunked(text, at))).toBe(whole);
          expect(redact(rules(pattern), ...letters(text))).toBe(whole);
          expect(withoutGaps(whole.split("\n").join("|"))).not.toMatch(pattern);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("that are no regular expressions are said", () => {
    const { patterns, wrong } = compilePatterns(["a+", "(b"]);
    expect(patterns).toEqual([/a+/u]);
    expect(wrong).toEqual([expect.stringContaining('"(b" is no regular expression')]);
  });
});

test("where nothing is held back, silence changes nothing", () => {
  const rules: RedactionRules = { values: ["hunter2", "a b\nc"], patterns: [/corp-[0-9]{6}/] };
  const pieces = [
    "h",
    "hunter2",
    "a ",
    "b\n",
    "c",
    " ",
    "\r",
    "\b",
    "\x1b[1m",
    "ghp_",
    "0",
    "corp-",
    "://u:",
    "@",
    "eyJ",
    "\x1b",
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (printed) => {
      const [silent, busy] = [createRedactor(rules), createRedactor(rules)];
      for (const letter of letters(printed)) {
        expect(silent.push(letter)).toBe(busy.push(letter));
        if (!silent.holds) expect(silent.settle()).toBe("");
      }
      expect(silent.settle()).toBe(busy.settle());
    }),
    { numRuns: 2000 },
  );
});
