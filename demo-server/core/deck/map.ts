import { isMap } from "./fences.ts";
import type { Slide } from "./model.ts";
import type { Report } from "./scene.ts";
import { onlyFence } from "./only-fence.ts";

/**
 * Line of the slide's `cluster-map` fence; undefined where there is none, or none that can be shown.
 * @param whyNot why no slide of this talk can show a map.
 */
export function mapLineOf(
  slide: Pick<Slide, "markdown" | "line">,
  whyNot: string | undefined,
  report: Report,
): number | undefined {
  const line = onlyFence(slide, isMap, report, {
    twice: (first) => `a slide shows one map, and this one has it at line ${first}`,
    notEmpty: `a "cluster-map" fence is empty: the front matter says what it shows`,
  });
  if (line === undefined || whyNot === undefined) return line;
  report(line, whyNot);
  return undefined;
}
