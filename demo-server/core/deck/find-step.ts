import type { StepId } from "../ids.ts";
import type { Deck, Scene, Step } from "./model.ts";

/** A step where it stands in the talk. */
export interface FoundStep {
  readonly step: Step;
  readonly scene: Scene;
}

/** Undefined where the deck has no such step, for example since it was edited. */
export function findStep(deck: Pick<Deck, "slides">, id: StepId): FoundStep | undefined {
  for (const { scenes } of deck.slides) {
    for (const scene of scenes) {
      const step = scene.steps.find((candidate) => candidate.id === id);
      if (step) return { step, scene };
    }
  }
  return undefined;
}

/** The steps that are started in the background when the slide at `index` comes. */
export function backgroundStepsFrom(deck: Pick<Deck, "slides">, index: number): FoundStep[] {
  const name = deck.slides[index]?.attributes.id;
  const begins = ({ background }: Step): boolean => {
    if (!background) return false;
    const { from } = background;
    return from === "start" ? index === 0 : from.slide === name;
  };
  return deck.slides.flatMap(({ scenes }) =>
    scenes.flatMap((scene) => scene.steps.filter(begins).map((step) => ({ step, scene }))),
  );
}
