import "../themes/kuroko/picture.css";
import type { PageDeck } from "#core/deck/page.ts";
import { Deck } from "../deck/deck.ts";
import { replaceSlides } from "../deck/replace.ts";
import type { Opened } from "../opened.ts";
import { ClusterMap } from "../show/cluster-map.ts";
import { Panes, type Backing } from "../show/panes.ts";
import { FollowSource } from "../sources/follow/follow-source.ts";
import { browserWorld } from "../sources/playback/world.ts";
import { stringsFor } from "../ui/strings.ts";
import { muteMedia } from "./mute.ts";
import { PreviewFeed } from "./preview-feed.ts";

/** The shown slide with its terminals and its map, as a picture in the speaker window. */
export async function openPreview(page: PageDeck): Promise<Opened> {
  const root = document.querySelector<HTMLElement>(".reveal");
  if (!root) throw new Error("The page has no element of class `reveal`: was it made by renderPage?");
  document.documentElement.classList.add("picture-page");
  muteMedia();
  const deck = await Deck.open(root);
  const feed = new PreviewFeed(await roomOf(page));
  const strings = stringsFor(page.head.language);
  const backing: Promise<Backing> = sourceOf(page, feed).then((source) => ({
    source,
    trouble: "",
    hasHand: false,
  }));
  const panes = new Panes(deck, page, strings, backing);
  new ClusterMap(deck, page, strings, backing);
  // A black screen is said beside the picture: the presenter still sees what is under it.
  feed.onChange(() => feed.heard && deck.goTo({ ...feed.heard.show.place, black: false }));
  if (document.querySelector(".katex")) await import("katex/dist/katex.min.css");
  return {
    replace: (edited, slidesHtml) => {
      panes.update(edited);
      replaceSlides(deck, slidesHtml);
      muteMedia();
    },
  };
}

/** What the shells print goes to everybody by one way. */
async function roomOf(page: PageDeck): Promise<ConstructorParameters<typeof PreviewFeed>[0]> {
  if (!page.live) return null;
  return (await import("../sources/follow/audience.ts")).joinAudience(page);
}

async function sourceOf(page: PageDeck, feed: PreviewFeed): Promise<FollowSource> {
  const world = browserWorld();
  const { loadRecorded } = await import("../sources/recorded.ts");
  const loading = page.understudy === null ? null : loadRecorded(page, world);
  return new FollowSource({ page, feed, loading, clock: world.clock });
}
