import type { PageDeck } from "#core/deck/page.ts";

/** A page that is dressed and running. */
export interface Opened {
  /** Puts an edited talk in the place of the old one. */
  replace(page: PageDeck, slidesHtml: string): void;
}
