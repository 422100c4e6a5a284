import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { dressOf } from "../../../slides/dress.ts";
import { dressAsRemote } from "../../../slides/remote/open.ts";
import { dressAsSpeaker } from "../../../slides/speaker/open.ts";
import { openPreview } from "../../../slides/speaker/preview.ts";
import { openStill } from "../../../slides/speaker/still.ts";
import { FakeLink } from "./fake-link.ts";

declare global {
  interface Window {
    link: FakeLink;
  }
}

const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
window.link = new FakeLink();
const dress = dressOf(location.search, page.role);
if (dress === "speaker") dressAsSpeaker(page, window.link);
else if (dress === "remote") dressAsRemote(page, window.link);
else if (dress === "preview") await openPreview({ ...page, live: false });
else await openStill(page);
document.documentElement.dataset.started = "yes";
