import "../themes/kuroko/picture.css";
import type { PageDeck } from "#core/deck/page.ts";
import { Deck } from "../deck/deck.ts";
import { replaceSlides } from "../deck/replace.ts";
import type { Opened } from "../opened.ts";
import { element } from "../ui/elements.ts";
import { commandOf } from "./moment.ts";
import { muteMedia } from "./mute.ts";

/** One slide with all that is on it and nothing that moves. The address says which; in place of its terminals are their steps. */
export async function openStill(page: PageDeck): Promise<Opened> {
  const root = document.querySelector<HTMLElement>(".reveal");
  if (!root) throw new Error("The page has no element of class `reveal`: was it made by renderPage?");
  const { classList, dataset } = document.documentElement;
  classList.add("picture-page");
  dataset.still = "";
  muteMedia();
  fillSlots(page);
  const deck = await Deck.open(root);
  if (document.querySelector(".katex")) await import("katex/dist/katex.min.css");
  return {
    replace: (edited, slidesHtml) => {
      replaceSlides(deck, slidesHtml);
      fillSlots(edited);
    },
  };
}

function fillSlots(page: PageDeck): void {
  for (const slot of document.querySelectorAll<HTMLElement>(".pane-slot")) {
    const slide = Number(slot.closest<HTMLElement>("section[data-slide]")?.dataset.slide);
    const scenes = (page.slides[slide]?.scenes ?? []).filter(({ pane }) => pane === slot.dataset.pane);
    const steps = scenes.flatMap((scene) => scene.steps);
    slot.replaceChildren(...steps.map((step) => element("code", "still-step", `$ ${commandOf(step)}`)));
  }
}
