import { notNeeded, ok, warning } from "#core/doctor/finding.ts";
import { formatMs } from "#core/show/durations.ts";
import { cutOffShow } from "../../show/stage-file.ts";
import type { Check } from "../check.ts";

/** A show that would be gone on with instead of beginning at the first slide. */
export const check: Check = {
  name: "leftovers",
  title: "The last show",
  order: 65,
  withinMs: 2000,
  run: async ({ state, talk, listen }) => {
    if (listen === null) return [notNeeded("The show is running.")];
    const left = await cutOffShow(state, talk.talk);
    if (left === null) return [ok("The next one begins at the first slide.")];
    const slide = (left.stage.show?.place.slide ?? 0) + 1;
    const steps = Object.keys(left.stage.steps).length;
    return [
      warning(
        `A show that runs, or was cut off ${formatMs(left.agoMs)} ago, would go on at slide ${slide}, with ${steps} ${steps === 1 ? "step" : "steps"} run.`,
        "To begin anew instead: kuroko start --fresh.",
      ),
    ];
  },
};
