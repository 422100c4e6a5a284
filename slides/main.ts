import "./themes/kuroko.css";
import type { PageDeck } from "#core/deck/page.ts";
import { dressOf } from "./dress.ts";
import type { Opened } from "./opened.ts";
import { pageData } from "./page-data.ts";
import { chooseSource } from "./sources/choose.ts";
import { startDeck } from "./start.ts";
import { wearTheme } from "./themes/wear.ts";
// For the build, which gives it a name of its own; the page links it.
import "./ui/icon.svg";

/** What the dev server sends when the talk's file was saved. */
interface EditedTalk {
  readonly talk: string;
  /** Name of the page: `ja` for `ja.html`. */
  readonly language: string;
  readonly page: PageDeck;
  readonly slidesHtml: string;
}

const page = pageData();
const opened = wearTheme(page.head.theme).then(() => open(page));

/** The parts of a dress are loaded with it: the deck's first slide waits for none of the others. */
async function open(page: PageDeck): Promise<Opened> {
  switch (dressOf(location.search, page.role)) {
    case "speaker":
      return (await import("./speaker/open.ts")).openSpeaker(page);
    case "preview":
      return (await import("./speaker/preview.ts")).openPreview(page);
    case "still":
      return (await import("./speaker/still.ts")).openStill(page);
    case "remote":
      return (await import("./remote/open.ts")).openRemote(page);
    case "follow":
      return (await import("./follow/start.ts")).startFollowing(page);
    case "deck":
      return startDeck(page, chooseSource);
  }
}

if (import.meta.hot) {
  import.meta.hot.on("kuroko:talk", (edited: EditedTalk) => {
    // Every open page hears of every edit.
    if (!decodeURI(location.pathname).endsWith(`/${edited.talk}/${edited.language}.html`)) return;
    void opened.then((running) => running.replace(edited.page, edited.slidesHtml));
  });
}
