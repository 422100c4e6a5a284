import "../themes/kuroko/speaker.css";
import "../themes/kuroko/remote.css";
import "../themes/kuroko/remote-news.css";
import type { PageDeck } from "#core/deck/page.ts";
import type { ShowLink } from "../link/link.ts";
import { openLink } from "../link/open.ts";
import type { Opened } from "../opened.ts";
import { speakerStringsFor } from "../speaker/strings.ts";
import { stringsFor } from "../ui/strings.ts";
import { RemoteView } from "./remote-view.ts";
import { stayAwake } from "./stay-awake.ts";
import { remoteStringsFor } from "./strings.ts";

/** Dresses the page as the presenter's remote. */
export async function openRemote(page: PageDeck): Promise<Opened> {
  const link = await openLink(page, "remote");
  if (!link) throw new Error("The remote is not tied to the deck.");
  return dressAsRemote(page, link);
}

/** The same with a link that is there already. */
export function dressAsRemote(page: PageDeck, link: ShowLink): Opened {
  const { language, title } = page.head;
  const remote = remoteStringsFor(language);
  const view = new RemoteView({
    page,
    link,
    strings: stringsFor(language),
    words: speakerStringsFor(language),
    remote,
  });
  document.title = `${remote.title} · ${title}`;
  document.documentElement.classList.add("speaker-page", "remote-page");
  document.body.append(view.element);
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  // A browser lets nothing play, and some grant no lock, before the first touch.
  document.addEventListener(
    "click",
    () => void stayAwake().then((awake) => awake !== "kept" && view.tell(remote.mayDim)),
    { once: true },
  );
  return { replace: () => location.reload() };
}
