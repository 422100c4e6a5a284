import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { directiveNames } from "#core/deck/directives.ts";
import { stepsOf } from "#core/deck/model.ts";
import { clusterKeys } from "#server/adapters/talks/cluster.ts";
import { frontMatterKeys } from "#server/adapters/talks/front-matter.ts";
import { parseTalk } from "#server/adapters/talks/load.ts";
import { localKeys, sshKeys } from "#server/adapters/talks/targets.ts";

const page = readFileSync(new URL("../../../docs/writing-a-talk.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/^````md\n([\s\S]*?)^````$/gm)].map(([, text = ""]) => text);
const frontMatter = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";

describe("the page about the talk format", () => {
  it.each(examples)("has an example that is right: %#", (example) => {
    const deck = parseTalk(example, "/talks/t/en.md");
    expect(deck.problems).toEqual([]);
    expect(stepsOf(deck)).not.toEqual([]);
  });

  it("has a front matter that is right", () => {
    const deck = parseTalk(frontMatter, "/talks/t/en.md");
    expect(deck.problems).toEqual([]);
    expect(Object.keys(deck.panes)).toEqual(["here", "web1"]);
    expect(deck.cluster?.source).toBe("fleet");
  });

  it.each(directiveNames)("tells of the directive %s", (name) => expect(page).toContain(`\`${name}: `));

  it.each([...frontMatterKeys, ...localKeys, ...sshKeys, ...clusterKeys])("tells of the key %s", (key) => {
    expect(page).toMatch(new RegExp(`\`${key}\`|\`${key}: |^${key}:`, "m"));
  });
});
