import { stepsOf } from "#core/deck/model.ts";
import type { PageDeck, PageStep } from "#core/deck/page.ts";
import type { StepId } from "#core/ids.ts";
import type { ShowState, ShownStep } from "#core/show/state.ts";
import type { ShowLink } from "../link/link.ts";

/** The show as it is now: what was told, and how long ago. */
export interface Moment {
  readonly state: ShowState;
  readonly ageMs: number;
}

export function momentOf(link: Pick<ShowLink, "heard">, now: number): Moment | null {
  return link.heard && { state: link.heard.state, ageMs: Math.max(0, now - link.heard.at) };
}

/** How long the talk has run by now. */
export function ranMs({ state, ageMs }: Moment): number {
  return state.clock.ranMs + (state.clock.runs ? ageMs : 0);
}

/** A step with what it has run by now. */
export function stepNow({ state, ageMs }: Moment, step: StepId): ShownStep | null {
  const shown = state.steps[step];
  if (!shown) return null;
  return shown.at === "typing" || shown.at === "running" ? { ...shown, forMs: shown.forMs + ageMs } : shown;
}

/** All steps of the talk by their id. */
export function stepsById(page: Pick<PageDeck, "slides">): ReadonlyMap<StepId, PageStep> {
  const steps = stepsOf(page);
  return new Map(steps.map((step) => [step.id, step]));
}

/** The command line of a step; a longer one ends with `…`. */
export function commandOf({ lines }: Pick<PageStep, "lines">): string {
  const [first = "", ...more] = lines;
  return more.length === 0 ? first : `${first.replace(/\s*\\$/, "")} …`;
}
