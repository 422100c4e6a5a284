import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { startDeck } from "../../../slides/start.ts";
import { FakeSource } from "./fake-source.ts";
import { greeting } from "./greeting.ts";

declare global {
  interface Window {
    fake: FakeSource;
    show: Awaited<ReturnType<typeof startDeck>>;
  }
}

const asked = new URLSearchParams(location.search);
const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
const source = new FakeSource(page, { kind: asked.has("recorded") ? "recorded" : "live", greeting });
window.fake = source;
window.show = await startDeck(page, () => Promise.resolve(asked.has("nothing") ? null : source));
document.documentElement.dataset.started = "yes";
