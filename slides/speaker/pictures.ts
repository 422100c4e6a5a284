import type { ShowState } from "#core/show/state.ts";
import { element, setText } from "../ui/elements.ts";
import type { SlideTexts } from "./slide-texts.ts";
import type { SpeakerStrings } from "./strings.ts";

/** The slide that is shown, and the one after it: each is the talk's own page in a small frame that hears nobody. */
export class Pictures {
  readonly now: HTMLElement;
  readonly next: HTMLElement;
  readonly #texts: SlideTexts;
  readonly #strings: SpeakerStrings;
  readonly #current = new Picture("?still");
  readonly #upcoming = new Picture("?still=whole");
  readonly #number = element("span", "picture-number");
  readonly #black = element("span", "picture-black");
  readonly #last = element("p", "picture-none");

  constructor(texts: SlideTexts, strings: SpeakerStrings) {
    this.#texts = texts;
    this.#strings = strings;
    setText(this.#black, strings.black);
    setText(this.#last, strings.lastSlide);
    this.now = figure("picture now", [strings.now, this.#number], this.#current.element, this.#black);
    this.next = figure("picture next", [strings.upNext], this.#upcoming.element, this.#last);
  }

  show({ place }: ShowState): void {
    setText(this.#number, this.#strings.slide(place.slide + 1, this.#texts.count));
    this.#current.goTo(this.#texts.address(place.slide, place.fragment));
    this.#black.hidden = !place.black;
    const next = place.slide + 1;
    const isLast = next >= this.#texts.count;
    this.#last.hidden = !isLast;
    this.#upcoming.element.hidden = isLast;
    if (!isLast) this.#upcoming.goTo(this.#texts.address(next));
  }

  /** The talk was edited: the frames hear of it by themselves. */
  update(): void {
    this.#current.forget();
    this.#upcoming.forget();
  }
}

/** A projector's window; in a smaller one the slide would be laid out as for a phone. */
const WIDTH = 1280;
const HEIGHT = 720;

class Picture {
  readonly element = element("iframe", "picture-frame");
  #at: string | null = null;
  readonly #dress: string;

  constructor(dress: string) {
    this.#dress = dress;
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-hidden", "true");
    this.element.inert = true;
    this.element.width = String(WIDTH);
    this.element.height = String(HEIGHT);
  }

  goTo(address: string): void {
    if (address === this.#at) return;
    const isNew = this.#at === null;
    this.#at = address;
    if (isNew) this.element.src = `${this.#dress}#${address}`;
    // In the frame's own history nothing is to be added: Back is the presenter's.
    else this.element.contentWindow?.location.replace(`${this.#dress}#${address}`);
  }

  forget(): void {
    this.#at = null;
  }
}

function figure(className: string, names: (string | Node)[], ...content: HTMLElement[]): HTMLElement {
  const box = element("div", "picture-box", ...content);
  new ResizeObserver(() => box.style.setProperty("--scale", String(box.clientWidth / WIDTH))).observe(box);
  return element("figure", className, element("figcaption", "", ...names), box);
}
