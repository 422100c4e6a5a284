import { describe, expect, it } from "vitest";
import { formatProblem } from "#core/problem.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";

/** The deck of a talk with this front matter (its lines begin on line 2) and a slide per fence. */
function deckOf(yaml: string[], ...fences: string[]) {
  const slides = fences.map((info) => `\`\`\`${info}\n$ ls\n\`\`\``).join("\n---\n");
  const deck = parseTalk(["---", ...yaml, "---", slides].join("\n"), "/talks/t/en.md");
  return { deck, said: deck.problems.map(formatProblem) };
}

describe("a front matter", () => {
  it("may be missing: everything has a default", () => {
    const deck = parseTalk("# Hello\n```terminal\n$ ls\n```", "/talks/t/ja.md");
    expect(deck).toMatchObject({
      talk: "t",
      head: { title: "Hello", language: "ja", theme: "kuroko", replay: { longestPauseMs: 1000, speed: 1.5 } },
      targets: { local: { kind: "local", env: {} } },
      panes: {
        local: { id: "local", title: "local", target: "local", size: { kind: "auto" }, scrollback: 1000 },
      },
      secrets: { env: [], patterns: [] },
      problems: [],
    });
    expect(deck.head).not.toHaveProperty("event");
  });

  it("says all of it", () => {
    const { deck, said } = deckOf(
      [
        "title: Ships",
        "event: Meetup 4",
        "author: A. B.",
        "date: 2015-01-30",
        "language: en-GB",
        "theme: kuroko",
        "budget: 25m",
        "targets:",
        "  laptop: { cwd: demo, shell: /bin/bash, env: { A: 1 } }",
        "  gate: { host: gate.example.org, user: core }",
        "  web1:",
        "    host: { terraform: ./infra, output: machines.web1 }",
        "    port: 2222",
        "    user: core",
        "    key: ~/.ssh/demo",
        "    password env: DEMO_PASSWORD",
        "    jump: gate",
        "    known hosts: ./hosts",
        "    keepalive: 5s",
        "panes:",
        "  here: laptop",
        "  web1: { size: 80x24, title: The web, scrollback: 50 }",
        "secrets: { env: [TOKEN], patterns: ['pw-\\w+'] }",
        "replay: { longest pause: 500ms, speed: 2 }",
      ],
      "terminal web1",
    );
    expect(said).toEqual([]);
    expect(deck.head).toEqual({
      title: "Ships",
      event: "Meetup 4",
      author: "A. B.",
      date: "2015-01-30",
      language: "en-GB",
      theme: "kuroko",
      budgetMs: 1_500_000,
      replay: { longestPauseMs: 500, speed: 2 },
    });
    expect(deck.targets).toEqual({
      local: { kind: "local", env: {} },
      laptop: { kind: "local", cwd: "demo", shell: "/bin/bash", env: { A: "1" } },
      gate: {
        kind: "ssh",
        host: { from: "text", name: "gate.example.org" },
        user: "core",
        keepaliveMs: 3000,
      },
      web1: {
        kind: "ssh",
        host: { from: "terraform", directory: "./infra", path: "machines.web1" },
        port: 2222,
        user: "core",
        key: "~/.ssh/demo",
        passwordEnv: "DEMO_PASSWORD",
        jump: "gate",
        knownHosts: "./hosts",
        keepaliveMs: 5000,
      },
    });
    expect(deck.panes).toEqual({
      here: { id: "here", title: "here", target: "laptop", size: { kind: "auto" }, scrollback: 1000 },
      web1: {
        id: "web1",
        title: "The web",
        target: "web1",
        size: { kind: "fixed", cols: 80, rows: 24 },
        scrollback: 50,
      },
    });
    expect(deck.secrets).toEqual({ env: ["TOKEN"], patterns: ["pw-\\w+"] });
  });

  it("leaves port and user open where it names none: the host may tell them", () => {
    const { deck, said } = deckOf(["targets:", "  web1: { host: h }"]);
    expect(said).toEqual([]);
    expect(deck.targets).toMatchObject({ web1: { kind: "ssh", host: { from: "text", name: "h" } } });
    expect(deck.targets).not.toHaveProperty("web1.port");
    expect(deck.targets).not.toHaveProperty("web1.user");
  });

  it("makes a pane of each target where it declares no panes", () => {
    const { deck, said } = deckOf(["targets:", "  web1: { host: h, user: u }"], "terminal", "terminal web1");
    expect(said).toEqual([]);
    expect(Object.keys(deck.panes)).toEqual(["web1"]);
  });
});

const web = ["targets:", "  web: { host: h, user: u }"];

describe("a mistake in a front matter", () => {
  it.each<[string[], string]>([
    [["titel: x"], `t/en.md:2: unknown key "titel"; did you mean "title"?`],
    [["budget: 25"], `t/en.md:2: budget must be a number with its unit, like "500ms", "90s" or "1m 30s"`],
    [
      ["title: [a"],
      `t/en.md:2: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]`,
    ],
    [
      ['event: Meetup 4: "live"'],
      `t/en.md:2: this is not YAML: a text with a colon in it needs quotes; did you mean event: "Meetup 4: \\"live\\""?`,
    ],
    [
      ["author: A", "  title: b"],
      `t/en.md:2: this is not YAML: nested mappings are not allowed in compact mappings`,
    ],
    [["event: Meetup #4"], `t/en.md:2: "#4" is a comment to YAML; did you mean event: "Meetup #4"?`],
    [["theme: kurko"], `t/en.md:2: unknown theme "kurko"; did you mean "kuroko"?`],
    [["just text"], `t/en.md:2: the front matter must be "key: value" lines`],
    [
      ["panes:", "  a: {}", "  b: { target: lcal }"],
      `t/en.md:4: pane "b": unknown target "lcal"; did you mean "local"?`,
    ],
    [["panes:", "  a: lcal"], `t/en.md:3: pane "a": unknown target "lcal"; did you mean "local"?`],
    [
      ["panes:", "  a:", "    size: 80"],
      `t/en.md:4: a: size must be columns x rows, like "80x24", or "auto"`,
    ],
    [["panes:", "  a: { sise: 80x24 }"], `t/en.md:3: a: unknown key "sise"; did you mean "size"?`],
    [
      ["panes:", "  'a b': {}"],
      `t/en.md:3: "a b" cannot be a pane's name: use letters, digits, ".", "_" and "-"`,
    ],
    [["targets:", "  a: { host: h, user: [] }"], `t/en.md:3: a: user must be a text`],
    [["targets:", "  a: { user: u, kind: ssh }"], `t/en.md:3: target "a" needs a host`],
    [["targets:", "  a: { kind: shs }"], `t/en.md:3: unknown kind of target "shs"; did you mean "ssh"?`],
    [
      ["targets:", "  a: { host: h, user: u, port: 99999 }"],
      `t/en.md:3: a: port must be a whole number from 1 to 65535`,
    ],
    [
      ["targets:", "  a: { host: { terraform: x }, user: u }"],
      `t/en.md:3: host needs "output" to find it by`,
    ],
    [
      [...web, "  b: { host: h, user: u, known_hosts: x }"],
      `t/en.md:4: b: unknown key "known_hosts"; did you mean "known hosts"?`,
    ],
    [
      [...web, "  b: { host: h, user: u, jump: wbe }"],
      `t/en.md:4: unknown ssh target "wbe"; did you mean "web"?`,
    ],
    [
      ["secrets:", "  patterns:", "    - ok", "    - '('"],
      `t/en.md:5: secrets: patterns has a wrong regular expression, "(": unterminated group`,
    ],
    [["replay: { speed: fast }"], `t/en.md:2: replay: speed must be a number, like 1.5`],
    [
      ["secrets: { patterns: ['pw\\-x'] }"],
      `t/en.md:2: secrets: patterns has a wrong regular expression, "pw\\-x": invalid escape`,
    ],
    [["separator: '('"], `t/en.md:2: separator has a wrong regular expression, "(": unterminated group`],
  ])("%j is said with its line", (yaml, message) => {
    expect(deckOf(yaml).said).toEqual([message]);
  });

  it("does not hide another one", () => {
    const { said } = deckOf([
      "targets:",
      "  gate: { host: h, port: x }",
      "  b: { host: h, jump: gaet }",
      "panes:",
      "  gate: { size: 80 }",
    ]);
    expect(said).toEqual([
      `t/en.md:3: gate: port must be a whole number from 1 to 65535`,
      `t/en.md:4: unknown ssh target "gaet"; did you mean "gate"?`,
      `t/en.md:6: gate: size must be columns x rows, like "80x24", or "auto"`,
    ]);
  });

  it("does not run a step on a target that is declared wrongly", () => {
    const { deck, said } = deckOf(
      ["targets:", "  a: { host: h, user: u, port: x }"],
      "terminal a",
      "terminal a",
    );
    expect(deck.slides.map(({ scenes }) => scenes)).toEqual([[], []]);
    expect(deck.targets).toEqual({ local: { kind: "local", env: {} } });
    expect(said.slice(1)).toEqual([
      `t/en.md:5: pane "a" cannot be used: its target "a" is declared wrongly`,
      `t/en.md:9: pane "a" cannot be used: its target "a" is declared wrongly`,
    ]);
  });

  it.each([[["title: [a"]], [["- a"]], [["target: { web: { host: h, user: u } }"]], [["panes: [web]"]]])(
    "that hides the panes runs nothing: %j",
    (yaml) => {
      const { deck, said } = deckOf(yaml, "terminal web", "terminal");
      expect(deck.slides.flatMap(({ scenes }) => scenes)).toEqual([]);
      expect(said.slice(1)).toEqual([
        "t/en.md:4: no step can run until the front matter is mended",
        "t/en.md:8: no step can run until the front matter is mended",
      ]);
    },
  );

  it("is none where a comment is one, or a number sign has quotes", () => {
    expect(
      deckOf(["event: 'Meetup #4' # the fourth", "author: C# Sailor # ours", "title: A # b"]).said,
    ).toEqual([]);
  });

  it("costs no more than itself", () => {
    const { deck } = deckOf(["title: Good", "budget: x", "secrets: { patterns: ['(', 'a'] }"]);
    expect(deck.head.title).toBe("Good");
    expect(deck.head).not.toHaveProperty("budgetMs");
    expect(deck.secrets.patterns).toEqual(["a"]);
  });

  it("is said where the front matter is never closed", () => {
    const deck = parseTalk("---\ntitle: x\n\n# Hello", "/talks/t/en.md");
    expect(deck.problems.map(formatProblem)).toEqual([
      `t/en.md:1: the front matter is never closed: end it with "---"`,
    ]);
  });
});
