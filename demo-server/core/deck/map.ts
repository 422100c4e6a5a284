import { isMap, scanFences } from "./fences.ts";
import type { Slide } from "./model.ts";
import type { Report } from "./scene.ts";

/**
 * Line of the slide's `cluster-map` fence; undefined where there is none, or none that can be shown.
 * @param whyNot why no slide of this talk can show a map.
 */
export function mapLineOf(
  slide: Pick<Slide, "markdown" | "line">,
  whyNot: string | undefined,
  report: Report,
): number | undefined {
  const [map, ...more] = scanFences(slide.markdown).filter(isMap);
  if (!map) return undefined;
  const line = slide.line + map.line;
  for (const { line: other } of more) {
    report(slide.line + other, `a slide shows one map, and this one has it at line ${line}`);
  }
  const isEmpty = map.info === "cluster-map" && map.content.every((text) => /^\s*(#|$)/.test(text));
  if (!isEmpty) report(line, `a "cluster-map" fence is empty: the front matter says what it shows`);
  if (whyNot === undefined) return line;
  report(line, whyNot);
  return undefined;
}
