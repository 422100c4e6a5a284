import { isAudience } from "./fences.ts";
import type { Slide } from "./model.ts";
import { onlyFence } from "./only-fence.ts";
import type { Report } from "./scene.ts";

/** Line of the slide's `audience` fence, where it shows the room's address; undefined where it has none. */
export function audienceLineOf(slide: Pick<Slide, "markdown" | "line">, report: Report): number | undefined {
  return onlyFence(slide, isAudience, report, {
    twice: (first) => `a slide shows the audience's address once, and this one has it at line ${first}`,
    notEmpty: `an "audience" fence is empty: kuroko knows the address`,
  });
}
