import type { Scene, Step } from "#core/deck/model.ts";
import { parseSlides, type ParsedSlides } from "#core/deck/parse.ts";
import type { PaneChoice } from "#core/deck/panes.ts";
import { defaultSeparators } from "#core/deck/split.ts";
import { id } from "#core/ids.ts";
import { formatProblem } from "#core/problem.ts";

/** A talk that declares no panes: any name in a fence makes one. */
export const anyPane: PaneChoice = { known: [], open: true, broken: new Map() };

/** A talk with these panes and no others. */
export function onlyPanes(...names: string[]): PaneChoice {
  return { known: names.map((name) => id<"pane">(name)), open: false, broken: new Map() };
}

/** Parses a body that begins on line 1 of `t/en.md`. */
export function talkOf(body: string, panes: PaneChoice = anyPane): ParsedSlides & { said: string[] } {
  const parsed = parseSlides({ file: "t/en.md", body, bodyLine: 1, separators: defaultSeparators, panes });
  return { ...parsed, said: parsed.problems.map(formatProblem) };
}

/** The steps of one scene with these lines, which begin on line 2. */
export function sceneOf(...lines: string[]): {
  scene: Scene | undefined;
  steps: readonly Step[];
  said: string[];
} {
  const { slides, said } = talkOf(["```terminal", ...lines, "```"].join("\n"));
  const scene = slides[0]?.scenes[0];
  return { scene, steps: scene?.steps ?? [], said };
}
