import type { StepId } from "../ids.ts";
import type { Slide, Step } from "./model.ts";
import { unknown } from "./wording.ts";
import type { Report } from "./scene.ts";

/** Where a step's `background` was written. */
export interface BackgroundLine {
  readonly step: StepId;
  readonly line: number;
}

/**
 * Checks what slides say about each other: ids are used once, and a background step begins on an earlier slide.
 * A step whose background is wrong runs where it stands.
 */
export function checkReferences(
  slides: readonly Slide[],
  backgrounds: readonly BackgroundLine[],
  report: Report,
): Slide[] {
  const places = slidePlaces(slides, report);
  const lines = new Map(backgrounds.map(({ step, line }) => [step, line]));
  return slides.map((slide, index) => ({
    ...slide,
    scenes: slide.scenes.map((scene) => ({
      ...scene,
      steps: scene.steps.map((step) => {
        const wrong = whyNoBackground(step, index, places);
        if (wrong === undefined) return step;
        report(lines.get(step.id) ?? step.line, wrong);
        return withoutBackground(step);
      }),
    })),
  }));
}

function slidePlaces(slides: readonly Slide[], report: Report): Map<string, number> {
  const places = new Map<string, number>();
  slides.forEach(({ attributes, line }, index) => {
    const name = attributes.id;
    if (name === undefined) return;
    const first = places.get(name);
    if (first === undefined) places.set(name, index);
    else report(line, `slide id "${name}" is taken by the slide at line ${slides[first]?.line ?? 0}`);
  });
  return places;
}

function whyNoBackground(step: Step, slide: number, places: ReadonlyMap<string, number>): string | undefined {
  const from = step.background?.from;
  if (from === undefined || from === "start") return undefined;
  const place = places.get(from.slide);
  if (place === undefined)
    return unknown(
      "slide",
      `#${from.slide}`,
      [...places.keys()].map((name) => `#${name}`),
    );
  return place > slide
    ? `background "#${from.slide}" is a later slide: name an earlier one, or "start"`
    : undefined;
}

function withoutBackground(step: Step): Step {
  const { background, ...rest } = step;
  return background ? rest : step;
}
