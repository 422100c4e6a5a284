import type { PageDeck } from "../../../demo-server/core/deck/page.ts";
import { startDeck } from "../../../slides/start.ts";
import { FakeLink } from "../speaker/fake-link.ts";

const page = JSON.parse(document.querySelector("#kuroko-page")?.textContent ?? "") as PageDeck;
// A viewer's page makes no link of its own.
const show = await startDeck({ ...page, role: "viewer" }, () => Promise.resolve(null));
window.link = new FakeLink();
Object.assign(window.link, { leads: true, speakerIsThere: false });
show.join(window.link, true);
document.documentElement.dataset.started = "yes";
