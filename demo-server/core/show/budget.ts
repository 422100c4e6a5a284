/**
 * The plan that a talk's budgets make, and how far from it the talk is. A slide's budget covers it and the slides after
 * it, up to the next one that has a budget; slides before the first budget belong to the first part.
 */
import type { Head } from "../deck/model.ts";
import type { PageSlide } from "../deck/page.ts";

/** Slides that share one budget, and when the plan has them. */
export interface PlannedPart {
  /** Index of its first slide. */
  readonly slide: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Never without a part. */
export interface Plan {
  readonly parts: readonly PlannedPart[];
  readonly talkMs: number;
}

export interface Pace {
  /** Until this part has to be left; negative when it should have been. */
  readonly partLeftMs: number;
  readonly talkLeftMs: number;
  /** Behind the plan where positive, ahead of it where negative; 0 while the plan has this part. */
  readonly behindMs: number;
}

/** Null where the talk names no budget. */
export function planOf(deck: {
  readonly head: Pick<Head, "budgetMs">;
  readonly slides: readonly Pick<PageSlide, "budgetMs">[];
}): Plan | null {
  const parts: PlannedPart[] = [];
  let at = 0;
  deck.slides.forEach(({ budgetMs }, slide) => {
    if (budgetMs === undefined) return;
    parts.push({ slide: parts.length === 0 ? 0 : slide, startMs: at, endMs: at + budgetMs });
    at += budgetMs;
  });
  const talkMs = deck.head.budgetMs ?? at;
  if (parts.length > 0) return { parts, talkMs };
  return deck.head.budgetMs === undefined
    ? null
    : { parts: [{ slide: 0, startMs: 0, endMs: talkMs }], talkMs };
}

/** How a talk that has run for `ranMs` and stands at `slide` is doing. */
export function paceAt(plan: Plan, slide: number, ranMs: number): Pace {
  const part = plan.parts.findLast((candidate) => candidate.slide <= slide);
  const { startMs, endMs } = part ?? { startMs: 0, endMs: plan.talkMs };
  return {
    partLeftMs: endMs - ranMs,
    talkLeftMs: plan.talkMs - ranMs,
    behindMs: ranMs > endMs ? ranMs - endMs : Math.min(0, ranMs - startMs),
  };
}
