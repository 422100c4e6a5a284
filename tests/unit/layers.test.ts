import { ESLint, type Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { compileOne } from "../support/compile-one.ts";

/** Programs of whole projects are made here. */
const patienceMs = 60_000;

describe("the compiler", { timeout: patienceMs }, () => {
  it.each([
    ["demo-server/core", `import { id } from "#core/ids.ts"; export const pane = id<"pane">("p");`],
    ["demo-server/app", `import { id } from "#core/ids.ts"; export const pane = id<"pane">("p");`],
    ["slides", `import { id } from "#core/ids.ts"; export const pane = id<"pane">(document.title);`],
    ["demo-server", `import "node:fs"; export type { Health } from "./app/ports.ts";`],
    ["scripts/bench/pages", `export { openTerminal } from "../../../slides/panes/terminal.ts";`],
  ])("lets %s use what lies below it", (project, text) => {
    expect(compileOne(project, text)).toEqual([]);
  });

  const foreign = /^TS(6059|6307): /;
  const unknown = /^TS(2304|2307|2580|2584|2591|2882): /;

  it.each([
    ["demo-server/core", "Node", `import "node:fs";`, unknown],
    ["demo-server/core", "the DOM", `export const title = document.title;`, unknown],
    ["demo-server/core", "timers", `setTimeout(() => undefined, 1);`, unknown],
    ["demo-server/core", "app", `import "../app/ports.ts";`, foreign],
    ["demo-server/app", "Node", `import "node:fs";`, unknown],
    ["demo-server/app", "adapters", `import "../adapters/site/kit.ts";`, foreign],
    ["demo-server/app", "adapters by the map", `import "#server/adapters/site/kit.ts";`, foreign],
    ["slides", "Node", `import "node:fs";`, unknown],
    ["slides", "app", `import "../demo-server/app/ports.ts";`, foreign],
    ["slides", "adapters", `import "#server/adapters/site/kit.ts";`, foreign],
    ["demo-server", "slides", `import "../slides/panes/terminal.ts";`, foreign],
    ["scripts/bench/pages", "the commands", `import "../rounds.ts";`, foreign],
  ])("keeps %s from %s", (project, _what, text, complaint) => {
    expect(compileOne(project, text)).toContainEqual(expect.stringMatching(complaint));
  });
});

describe("the linter", { timeout: patienceMs }, () => {
  it("finds the two ends of an import cycle, and not who uses one", async () => {
    const results = await linter("import-x/no-cycle").lintFiles("tests/fixtures/import-cycle/*.ts");
    const found = results.flatMap(({ filePath, messages }) => messages.map(() => filePath.split("/").at(-1)));
    expect(found).toEqual(["one.ts", "other.ts"]);
  });

  it.each([
    ["demo-server/core", "Date.now();", "no-restricted-properties"],
    ["demo-server/core", "Math.random();", "no-restricted-properties"],
    ["demo-server/core", "new Date();", "no-restricted-syntax"],
    ["demo-server/core", `import "zod";`, "no-restricted-imports"],
    ["demo-server/app", "performance.now();", "no-restricted-properties"],
    ["demo-server/app", `import "zod";`, "no-restricted-imports"],
    ["slides", `import "#server/config.ts";`, "no-restricted-imports"],
  ])("forbids in %s: %s", async (folder, text, rule) => {
    const [result] = await linter(rule).lintText(text, { filePath: `${folder}/not-there.ts` });
    expect(result?.messages).toMatchObject([{ ruleId: rule, severity: 2 }]);
  });
});

/** The project's own lint with one rule of it, so that no types are needed; also in fixtures. */
function linter(rule: string): ESLint {
  const untyped: Linter.Config = { languageOptions: { parserOptions: { projectService: false } } };
  return new ESLint({
    ignore: false,
    overrideConfig: untyped,
    ruleFilter: ({ ruleId }) => ruleId === rule,
  });
}
