import { id, type StepId } from "#core/ids.ts";
import type { Place } from "../sources/source.ts";

/** Where the deck stands, read from the slide that is shown. */
export function placeOf(section: HTMLElement): Place {
  return { slide: slideNumber(section), shown: shownSteps(section) };
}

/** Index in `PageDeck.slides`. */
export function slideNumber(section: HTMLElement): number {
  return Number(section.dataset.slide ?? 0);
}

/** Number of the fragment that was shown last; -1 before the first. */
export function fragmentNumber(section: HTMLElement): number {
  return Number(inOrder(section, ".fragment.visible").at(-1)?.dataset.fragmentIndex ?? -1);
}

/** Number of the slide's last fragment; -1 where it has none. */
export function lastFragment(section: HTMLElement): number {
  return Number(inOrder(section, ".fragment").at(-1)?.dataset.fragmentIndex ?? -1);
}

/** Steps of this slide whose fragment is visible, in order. */
export function shownSteps(section: HTMLElement): StepId[] {
  return inOrder(section, ".fragment.step.visible").flatMap(stepOf);
}

/** The step that was shown last, if the last thing shown was a step. */
export function currentStep(section: HTMLElement): StepId | null {
  const last = inOrder(section, ".fragment.visible").at(-1);
  return last ? (stepOf(last)[0] ?? null) : null;
}

/** What the deck shows next on this slide: nothing where all is shown, else the steps among it. */
export function comingSteps(section: HTMLElement): StepId[] | null {
  const [first, ...rest] = inOrder(section, ".fragment:not(.visible)");
  if (!first) return null;
  const { fragmentIndex } = first.dataset;
  return [first, ...rest.filter(({ dataset }) => dataset.fragmentIndex === fragmentIndex)].flatMap(stepOf);
}

/** The pane that a step of this slide belongs to. */
export function paneOfStep(section: HTMLElement, step: StepId): string | null {
  const mark = section.querySelector<HTMLElement>(`.fragment.step[data-step="${CSS.escape(step)}"]`);
  return mark?.dataset.pane ?? null;
}

function stepOf(fragment: HTMLElement): StepId[] {
  const step = fragment.dataset.step;
  return fragment.classList.contains("step") && step ? [id<"step">(step)] : [];
}

/** reveal.js numbers fragments; those with one number appear together, and keep the order of the document. */
function inOrder(section: HTMLElement, selector: string): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>(selector)].sort(
    (a, b) => Number(a.dataset.fragmentIndex ?? 0) - Number(b.dataset.fragmentIndex ?? 0),
  );
}
