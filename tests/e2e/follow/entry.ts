import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { startFollowing } from "../../../slides/follow/start.ts";
import { ToldShow } from "../../support/told-show.ts";
import { greeting } from "../ui/greeting.ts";

declare global {
  interface Window {
    told: ToldShow;
  }
}

const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
const asked = new URLSearchParams(location.search);
window.told = new ToldShow(() => performance.now(), greeting);
const languages = asked.has("ja") ? [] : [{ language: "en", href: "en.html" }];
await startFollowing({ ...page, languages }, () => window.told);
document.documentElement.dataset.started = "yes";
