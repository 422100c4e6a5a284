import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { startDeck } from "../../../slides/start.ts";
import { FakeSource } from "../ui/fake-source.ts";
import { FakeFeed } from "./fake-feed.ts";

declare global {
  interface Window {
    feed: FakeFeed;
  }
}

const asked = new URLSearchParams(location.search);
const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
window.feed = new FakeFeed();
const source = new FakeSource(page, {
  kind: asked.has("recorded") ? "recorded" : "live",
  greeting: { laptop: "$ fleetctl list-units\r\n" },
  cluster: asked.has("nothing") ? null : window.feed,
});
window.feed.recorded = asked.has("recorded");
await startDeck(page, () => Promise.resolve(source));
document.documentElement.dataset.started = "yes";
