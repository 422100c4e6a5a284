import "./follow.css";
import type { PageDeck } from "#core/deck/page.ts";
import { Deck } from "../deck/deck.ts";
import { listenToKeys } from "../keys/keyboard.ts";
import { listenToSwipes } from "../keys/swipe.ts";
import type { AudienceFeed } from "../sources/follow/feed.ts";
import { FollowSource } from "../sources/follow/follow-source.ts";
import { joinAudience } from "../sources/follow/audience.ts";
import { browserWorld } from "../sources/playback/world.ts";
import { loadRecorded } from "../sources/recorded.ts";
import { stringsFor } from "../ui/strings.ts";
import { FollowView } from "./follow-view.ts";
import { followWords } from "./words.ts";

/** Starts the deck that is in the document as a viewer's: it follows the talk. */
export async function startFollowing(
  page: PageDeck,
  join: (page: PageDeck) => AudienceFeed = joinAudience,
): Promise<FollowView> {
  const root = document.querySelector<HTMLElement>(".reveal");
  if (!root) throw new Error("The page has no element of class `reveal`: was it made by renderPage?");
  document.documentElement.classList.add("following");
  const feed = join(page);
  const source = hasPanes(page) ? sourceOf(page, feed) : null;
  const deck = await Deck.open(root, () => ({ width: root.clientWidth, height: root.clientHeight }));
  const language = page.head.language;
  const view = new FollowView({
    root,
    deck,
    page,
    strings: stringsFor(language),
    words: followWords(language),
    feed,
    source,
  });
  // The keyboard is never in a terminal here.
  listenToKeys({ inTerminal: () => false, act: (action, chord) => view.act(action, chord) });
  listenToSwipes(
    root,
    () => view.act("next", ""),
    () => view.act("previous", ""),
  );
  if (document.querySelector(".katex")) await import("katex/dist/katex.min.css");
  return view;
}

function hasPanes({ panes, slides }: PageDeck): boolean {
  return Object.keys(panes).length > 0 || slides.some(({ hasMap }) => hasMap);
}

function sourceOf(page: PageDeck, feed: AudienceFeed): FollowSource {
  const world = browserWorld();
  const loading = page.understudy === null ? null : loadRecorded(page, world);
  return new FollowSource({ page, feed, loading, clock: world.clock });
}
