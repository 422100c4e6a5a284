import type { PageDeck, PageStep } from "#core/deck/page.ts";
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

/** A background step whose own place is still to come. */
export interface StepAhead {
  readonly step: PageStep;
  /** Index of its slide. */
  readonly slide: number;
}

/** The background steps for later in the talk, in its order, whether they have been started or not. */
export function stepsAhead({ slides }: Pick<PageDeck, "slides">, { slide, shown }: Place): StepAhead[] {
  return slides.slice(slide).flatMap(({ scenes }, after) =>
    scenes
      .flatMap((scene) => scene.steps)
      .filter(({ id, inBackground }) => inBackground && !shown.includes(id))
      .map((step) => ({ step, slide: slide + after })),
  );
}

/** What runs, or has run, in the background for later in the talk, in its order. */
export function backgroundRuns(
  page: Pick<PageDeck, "slides">,
  place: Place,
  source: Pick<Source, "step" | "now">,
): BackgroundRun[] {
  return stepsAhead(page, place).flatMap(({ step: { id, lines } }) => {
    const state = source.step(id);
    if (state.at === "idle") return [];
    const forMs = isBusy(state) ? source.now() - state.since : state.ms;
    return [{ step: id, line: lines[0] ?? "", state, forMs }];
  });
}
