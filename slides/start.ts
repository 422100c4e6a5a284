import type { PageDeck } from "#core/deck/page.ts";
import { Deck } from "./deck/deck.ts";
import { keepPlace, placeBeforeReload } from "./deck/kept-place.ts";
import { fragmentNumber, placeOf } from "./deck/place.ts";
import { listenToKeys } from "./keys/keyboard.ts";
import { listenToSwipes } from "./keys/swipe.ts";
import type { Backing } from "./show/panes.ts";
import { openLink } from "./link/open.ts";
import { Show } from "./show/show.ts";
import type { Source } from "./sources/source.ts";
import { stringsFor, type Strings } from "./ui/strings.ts";

/** Starts the deck that is in the document. `openSource` is asked only where the talk has a pane or a map. */
export async function startDeck(
  page: PageDeck,
  openSource: (page: PageDeck) => Promise<Source | null>,
): Promise<Show> {
  const root = document.querySelector<HTMLElement>(".reveal");
  if (!root) throw new Error("The page has no element of class `reveal`: was it made by renderPage?");
  const strings = stringsFor(page.head.language);
  const kept = placeBeforeReload();
  const isPlaced = kept !== null || /^#\/./.test(location.hash);
  const backing = openBacking(page, openSource, strings);
  const deck = await Deck.open(root);
  if (kept) deck.goTo(kept);
  keepPlaceOf(deck);
  const show = new Show({ root, deck, page, strings, backing });
  listenToKeys({
    inTerminal: () => show.keyboardInTerminal,
    act: (action, chord) => show.act(action, chord),
  });
  listenToSwipes(
    root,
    () => show.act("next", ""),
    () => show.act("previous", ""),
  );
  void openLink(page, "deck").then((link) => {
    if (link) show.join(link, isPlaced);
  });
  if (document.querySelector(".katex")) await import("katex/dist/katex.min.css");
  return show;
}

function keepPlaceOf(deck: Deck): void {
  const keep = (): void => {
    const { slide } = placeOf(deck.slide);
    keepPlace({ slide, fragment: fragmentNumber(deck.slide), black: deck.reveal.isPaused() });
  };
  deck.onMove(keep);
  deck.onBlack(keep);
  keep();
}

/** Never rejects: a talk whose terminals cannot start is still a talk. */
async function openBacking(
  page: PageDeck,
  openSource: (page: PageDeck) => Promise<Source | null>,
  strings: Strings,
): Promise<Backing> {
  if (Object.keys(page.panes).length === 0 && !page.slides.some(({ hasMap }) => hasMap))
    return { source: null, trouble: "", hasHand: true };
  try {
    return { source: await openSource(page), trouble: strings.noRecording(page.talk), hasHand: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { source: null, trouble: strings.noSource(why), hasHand: true };
  }
}
