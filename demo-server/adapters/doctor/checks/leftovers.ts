import { notNeeded, ok, warning } from "#core/doctor/finding.ts";
import { formatMs } from "#core/show/durations.ts";
import { cutOffShow } from "../../show/stage-file.ts";
import type { Check } from "../check.ts";

/** A show that would be gone on with instead of beginning at the first slide. */
export const check: Check = {
  name: "leftovers",
  title: { en: "The last show", ja: "前回の発表" },
  order: 65,
  withinMs: 2000,
  run: async ({ state, talk, listen }) => {
    if (listen === null) return [notNeeded({ en: "The show is running.", ja: "発表が動いています。" })];
    const left = await cutOffShow(state, talk.talk);
    if (left === null)
      return [
        ok({ en: "The next one begins at the first slide.", ja: "次は最初のスライドから始まります。" }),
      ];
    const slide = (left.stage.show?.place.slide ?? 0) + 1;
    const steps = Object.keys(left.stage.steps).length;
    return [
      warning(
        {
          en: `A show that runs, or was cut off ${formatMs(left.agoMs)} ago, would go on at slide ${slide}, with ${steps} ${steps === 1 ? "step" : "steps"} run.`,
          ja: `動作中か、${formatMs(left.agoMs)} 前に途切れた発表があります。スライド ${slide}、実行済み ${steps} ステップから続きます。`,
        },
        {
          en: "To begin anew instead: kuroko start --fresh.",
          ja: "最初から始めるなら: kuroko start --fresh",
        },
      ),
    ];
  },
};
