import type { PageDeck } from "#core/deck/page.ts";
import type { StepId } from "#core/ids.ts";
import { isBusy, type StepState } from "#core/steps/machine.ts";
import type { Place, Source } from "../sources/source.ts";

/** A step that was started in the background, while its own place is still to come. */
export interface BackgroundRun {
  readonly step: StepId;
  /** Its first line. */
  readonly line: string;
  readonly state: StepState;
  readonly forMs: number;
}

/** What runs, or has run, in the background for later in the talk, in its order. */
export function backgroundRuns(
  { slides }: Pick<PageDeck, "slides">,
  { slide, shown }: Place,
  source: Pick<Source, "step" | "now">,
): BackgroundRun[] {
  const steps = slides
    .slice(slide)
    .flatMap(({ scenes }) => scenes.flatMap((scene) => scene.steps))
    .filter(({ id, inBackground }) => inBackground && !shown.includes(id));
  return steps.flatMap(({ id, lines: [line = ""] }) => {
    const state = source.step(id);
    if (state.at === "idle") return [];
    return [{ step: id, line, state, forMs: isBusy(state) ? source.now() - state.since : state.ms }];
  });
}
