import { scanFences, type Fence } from "./fences.ts";
import type { Slide } from "./model.ts";
import type { Report } from "./scene.ts";

/** What is said about a fence that marks a place, where it is not as it has to be. */
export interface OnlyFenceWords {
  readonly twice: (firstLine: number) => string;
  readonly notEmpty: string;
}

/** Line of the fence that marks a place on the slide: there is one at most, with nothing behind its name and nothing in it. */
export function onlyFence(
  slide: Pick<Slide, "markdown" | "line">,
  isMeant: (fence: Fence) => boolean,
  report: Report,
  words: OnlyFenceWords,
): number | undefined {
  const [first, ...more] = scanFences(slide.markdown).filter(isMeant);
  if (!first) return undefined;
  const line = slide.line + first.line;
  for (const { line: other } of more) report(slide.line + other, words.twice(line));
  const isEmpty = !/\s/.test(first.info) && first.content.every((text) => /^\s*(#|$)/.test(text));
  if (!isEmpty) report(line, words.notEmpty);
  return line;
}
