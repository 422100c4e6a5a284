import type { Deck } from "./deck.ts";
import { markSlides } from "./mark-slides.ts";

/** A slide by its number, and how many of its fragments are shown. */
interface Stand {
  readonly slide: number;
  readonly fragment: number | undefined;
}

/** Where the presenter stood, and where an edit that has no such place has put the deck instead. */
const moved = new WeakMap<Deck, { readonly from: Stand; readonly to: Stand }>();

/**
 * Puts new HTML in the place of the slides, and stays on the same slide with as many fragments shown. An edit may have
 * less of them for a moment, while a line is half written: the next one that has the place comes back to it.
 */
export function replaceSlides(deck: Deck, slidesHtml: string): void {
  const slides = deck.reveal.getSlidesElement();
  if (!slides) return;
  const here = standOf(deck);
  const before = moved.get(deck);
  const wished = before && isSame(before.to, here) ? before.from : here;
  deck.moveThen(
    () => {
      slides.innerHTML = slidesHtml;
      markSlides(slides);
      deck.reveal.sync();
      const all = deck.reveal.getSlides();
      const target = all[Math.min(wished.slide, all.length - 1)];
      if (!target) return;
      const { h, v } = deck.reveal.getIndices(target);
      deck.reveal.slide(h, v, wished.fragment);
      deck.reveal.layout();
    },
    () => undefined,
  );
  moved.set(deck, { from: wished, to: standOf(deck) });
}

function standOf(deck: Deck): Stand {
  return { slide: deck.reveal.getSlides().indexOf(deck.slide), fragment: deck.reveal.getIndices().f };
}

function isSame(one: Stand, other: Stand): boolean {
  return one.slide === other.slide && one.fragment === other.fragment;
}
