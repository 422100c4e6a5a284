import type { Deck } from "./deck.ts";
import { markSlides } from "./mark-slides.ts";

/** Puts new HTML in the place of the slides, and stays on the same slide with as many fragments shown. */
export function replaceSlides(deck: Deck, slidesHtml: string): void {
  const slides = deck.reveal.getSlidesElement();
  if (!slides) return;
  const { slide } = deck;
  const number = deck.reveal.getSlides().indexOf(slide);
  const { f } = deck.reveal.getIndices();
  deck.moveThen(
    () => {
      slides.innerHTML = slidesHtml;
      markSlides(slides);
      deck.reveal.sync();
      const all = deck.reveal.getSlides();
      const target = all[Math.min(number, all.length - 1)];
      if (!target) return;
      const { h, v } = deck.reveal.getIndices(target);
      deck.reveal.slide(h, v, f);
      deck.reveal.layout();
    },
    () => undefined,
  );
}
