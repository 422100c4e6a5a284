import { describe, expect, it } from "vitest";
import { pageDeck } from "#core/deck/page.ts";
import { formatProblem } from "#core/problem.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { renderSlides } from "#server/adapters/talks/render.ts";

const map = ["```cluster-map", "```"];

/** A talk with this front matter (from line 2) and these lines of slides. */
function talk(yaml: string[], ...slides: string[]) {
  const deck = parseTalk(["---", ...yaml, "---", ...slides].join("\n"), "/talks/t/en.md");
  return { deck, html: renderSlides(deck), said: deck.problems.map(formatProblem) };
}

const lab = ["targets:", "  lb: { host: { terraform: ./lab, output: machines.lb } }"];

describe("a talk's cluster", () => {
  it("says all of it", () => {
    const { deck, said } = talk([
      ...lab,
      "panes: { laptop: local, lb: lb }",
      "cluster:",
      "  source: fleet",
      "  target: lb",
      "  socket: /run/fleet.sock",
      "  terraform: laptop",
      "  requests: { target: lb, follow: docker logs -f lb }",
    ]);
    expect(said).toEqual([]);
    expect(deck.cluster).toEqual({
      source: "fleet",
      target: "lb",
      socket: "/run/fleet.sock",
      terraform: "laptop",
      requests: { target: "lb", command: "docker logs -f lb" },
    });
  });

  it("is asked on this computer where no target is named", () => {
    expect(talk(["cluster: swarm"]).deck.cluster).toEqual({ source: "swarm", target: "local" });
    expect(talk(["cluster: { source: fleet, requests: { follow: x } }"]).deck.cluster).toEqual({
      source: "fleet",
      target: "local",
      requests: { target: "local", command: "x" },
    });
  });

  it("of Kubernetes is found by its kubeconfig", () => {
    const { deck, said } = talk([
      "cluster: { source: kubernetes, kubeconfig: ~/k, context: c, namespace: n }",
    ]);
    expect(said).toEqual([]);
    expect(deck.cluster).toEqual({ source: "kubernetes", kubeconfig: "~/k", context: "c", namespace: "n" });
  });

  it.each<[string[], string]>([
    [["cluster: flet"], `t/en.md:2: cluster: unknown source "flet"; did you mean "fleet"?`],
    [["cluster: {}"], `t/en.md:2: cluster: a cluster needs a source`],
    [["cluster: [fleet]"], `t/en.md:2: cluster must be "key: value" lines`],
    [
      ["cluster:", "  source: fleet", "  targt: local"],
      `t/en.md:4: cluster: unknown key "targt"; did you mean "target"?`,
    ],
    [
      ["cluster:", "  source: fleet", "  context: c"],
      `t/en.md:4: cluster: "context" means nothing to fleet: leave it out`,
    ],
    [
      ["cluster:", "  source: kubernetes", "  target: local"],
      `t/en.md:4: cluster: "target" means nothing to kubernetes: leave it out`,
    ],
    [
      ["targets: { lb: { host: h } }", "cluster: { source: fleet, target: lbb }"],
      `t/en.md:3: cluster: unknown target "lbb"; did you mean "lb"?`,
    ],
    [
      ["panes: { laptop: local }", "cluster: { source: fleet, terraform: lptop }"],
      `t/en.md:3: cluster: unknown pane "lptop"; did you mean "laptop"?`,
    ],
    [
      ["cluster:", "  source: fleet", "  requests: { target: local }"],
      `t/en.md:4: requests needs "follow": a command that prints a line of JSON for each request`,
    ],
    [
      ["cluster:", "  source: fleet", "  requests: { folow: x, follow: x }"],
      `t/en.md:4: requests: unknown key "folow"; did you mean "follow"?`,
    ],
    [["cluster: { source: fleet, socket: [] }"], `t/en.md:2: cluster: socket must be a text`],
  ])("that is wrong says so on its line: %j", (yaml, message) => {
    expect(talk(yaml).said).toContain(message);
  });

  it("that is wrong is not asked at all, and the slide that shows it says why", () => {
    const { deck, said } = talk(["cluster: { source: fleet, target: nowhere }"], ...map);
    expect(deck).not.toHaveProperty("cluster");
    expect(deck.slides[0]).not.toHaveProperty("mapLine");
    expect(said).toContain(`t/en.md:4: the map cannot be drawn: the talk's cluster is declared wrongly`);
  });

  it("that stands on a target which is declared wrongly is not asked either", () => {
    const { deck, said } = talk([
      "targets: { lb: { host: h, port: x } }",
      "cluster: { source: fleet, target: lb }",
    ]);
    expect(deck).not.toHaveProperty("cluster");
    expect(said).toContain(`t/en.md:3: cluster: its target "lb" is declared wrongly`);
  });
});

describe("a map on a slide", () => {
  const swarm = ["cluster: swarm"];
  const scene = (pane: string) => [`\`\`\`terminal ${pane}`, "$ ls", "```"];

  it("is a slot among the panes, in the order of the text", () => {
    const { deck, html, said } = talk(swarm, "# Demo", ...scene("a"), ...map, ...scene("b"), ...scene("a"));
    expect(said).toEqual([]);
    expect(deck.slides[0]?.mapLine).toBe(8);
    expect(html).toContain(
      `data-count="3"><div class="pane-slot" data-pane="a"></div><div class="map-slot"></div><div class="pane-slot" data-pane="b"></div></div>`,
    );
    expect(html.match(/class="fragment step"/g)).toHaveLength(3);
  });

  it("may be alone, and stands where its fence is", () => {
    const { html } = talk(swarm, "# Map", "", ...map, "", "after");
    expect(html).toContain(`class="has-panes"`);
    expect(html).toMatch(/<\/h1>[^]*data-count="1"><div class="map-slot"><\/div><\/div>[^]*after/);
  });

  it("is known to the page", () => {
    const { deck } = talk(swarm, ...map, "---", "# None");
    const about = { languages: [], live: false, served: false, role: "presenter", understudy: null } as const;
    const page = pageDeck(deck, about, (text) => text);
    expect(page.slides.map(({ hasMap }) => hasMap)).toEqual([true, false]);
  });

  it("needs a cluster", () => {
    const { deck, html, said } = talk([], ...map);
    expect(said).toEqual([
      `t/en.md:3: this talk has no cluster: say in the front matter where it is, like "cluster: { source: swarm }"`,
    ]);
    expect(deck.slides[0]).not.toHaveProperty("mapLine");
    expect(html).not.toMatch(/map-slot|cluster-map/);
  });

  it("is there once", () => {
    const { html, said } = talk(swarm, ...map, ...map);
    expect(said).toEqual([`t/en.md:6: a slide shows one map, and this one has it at line 4`]);
    expect(html.match(/map-slot/g)).toHaveLength(1);
  });

  it.each([
    [
      "```cluster-map lb\n```",
      `t/en.md:4: a "cluster-map" fence is empty: the front matter says what it shows`,
    ],
    [
      "```cluster-map\nlb\n```",
      `t/en.md:4: a "cluster-map" fence is empty: the front matter says what it shows`,
    ],
    ["```clustermap\n```", `t/en.md:4: unknown code fence "clustermap"; did you mean "cluster-map"?`],
    ["```cluster-map", `t/en.md:4: this code fence is never closed: end it with "\`\`\`"`],
  ])("that is not understood says so: %j", (fence, message) => {
    expect(talk(swarm, fence, "---", "# Next").said).toEqual([message]);
    expect(talk(swarm, fence, "---", "# Next").deck.slides).toHaveLength(2);
  });
});
