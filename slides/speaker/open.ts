import "../themes/kuroko/speaker.css";
import "../themes/kuroko/speaker-news.css";
import "../themes/kuroko/speaker-lists.css";
import type { PageDeck } from "#core/deck/page.ts";
import { listenToKeys } from "../keys/keyboard.ts";
import { openLink } from "../link/open.ts";
import type { ShowLink } from "../link/link.ts";
import type { Opened } from "../opened.ts";
import { stringsFor } from "../ui/strings.ts";
import { SpeakerWindow } from "./speaker-window.ts";
import { speakerStringsFor } from "./strings.ts";

/** Dresses the page as the speaker window. */
export async function openSpeaker(page: PageDeck): Promise<Opened> {
  const link = await openLink(page, "speaker");
  if (!link) throw new Error("The speaker window is not tied to the deck.");
  return dressAsSpeaker(page, link);
}

/** The same with a link that is there already. */
export function dressAsSpeaker(page: PageDeck, link: ShowLink): Opened {
  const words = speakerStringsFor(page.head.language);
  const speaker = new SpeakerWindow({ page, link, strings: stringsFor(page.head.language), words });
  document.title = `${words.title} · ${page.head.title}`;
  document.documentElement.classList.add("speaker-page");
  document.body.append(speaker.element);
  link.onChange(() => followLanguage(page, link));
  listenToKeys({ inTerminal: () => false, act: (action, chord) => speaker.act(action, chord) });
  return {
    replace: (_edited, slidesHtml) => {
      const slides = document.querySelector(".slides");
      if (slides) slides.innerHTML = slidesHtml;
      speaker.update();
    },
  };
}

/** The deck went on in another language, and so does this window. */
function followLanguage(page: PageDeck, link: ShowLink): void {
  const language = link.heard?.state.language;
  if (language === undefined || language === page.head.language) return;
  const other = page.languages.find((each) => each.language === language);
  if (other) location.replace(`${other.href}${location.search}`);
}
