import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { dressOf } from "../../../slides/dress.ts";
import { dressAsSpeaker } from "../../../slides/speaker/open.ts";
import { openStill } from "../../../slides/speaker/still.ts";
import { FakeLink } from "./fake-link.ts";

declare global {
  interface Window {
    link: FakeLink;
  }
}

const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
window.link = new FakeLink();
if (dressOf(location.search, page.role) === "speaker") dressAsSpeaker(page, window.link);
else await openStill(page);
document.documentElement.dataset.started = "yes";
