import { formatProblem, type Problem } from "#core/problem.ts";
import type { ShelfTalk } from "#server/adapters/site/shelf.ts";
import { loadTalk } from "#server/adapters/talks/load.ts";
import { style } from "./style.ts";

/** Says what is wrong in a talk, in all its languages, before somebody sees it on a slide. */
export async function sayProblems(talk: ShelfTalk): Promise<void> {
  for (const file of talk.files.values()) sayEach((await loadTalk(file)).deck.problems);
}

/** One line for each problem: `hello/en.md:42: …`. */
export function sayEach(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(`  ${style("yellow", formatProblem(problem))}`);
}
