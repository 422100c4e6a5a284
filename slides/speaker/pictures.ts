import type { ShowState } from "#core/show/state.ts";
import { element, setText } from "../ui/elements.ts";
import type { Moment } from "./moment.ts";
import { hearFrom, sayTo } from "./preview-messages.ts";
import type { SlideTexts } from "./slide-texts.ts";
import type { SpeakerStrings } from "./strings.ts";

/** The slide that is shown, and the one after it: each is the talk's own page in a small frame that hears nobody. */
export class Pictures {
  readonly now: HTMLElement;
  readonly next: HTMLElement;
  readonly #texts: SlideTexts;
  readonly #strings: SpeakerStrings;
  readonly #current = new ShowPicture();
  readonly #upcoming = new StillPicture();
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

  show({ state, ageMs }: Moment): void {
    const { place } = state;
    setText(this.#number, this.#strings.slide(place.slide + 1, this.#texts.count));
    this.#current.show(state, ageMs);
    this.#black.hidden = !place.black;
    const next = place.slide + 1;
    const isLast = next >= this.#texts.count;
    this.#last.hidden = !isLast;
    this.#upcoming.element.hidden = isLast;
    if (!isLast) this.#upcoming.goTo(this.#texts.address(next));
  }
}

/** A projector's window; in a smaller one the slide would be laid out as for a phone. */
const WIDTH = 1280;
const HEIGHT = 720;

function frame(address?: string): HTMLIFrameElement {
  const made = element("iframe", "picture-frame");
  made.tabIndex = -1;
  made.setAttribute("aria-hidden", "true");
  made.inert = true;
  made.width = String(WIDTH);
  made.height = String(HEIGHT);
  if (address !== undefined) made.src = address;
  return made;
}

/** The slide that is shown, with its terminals. */
class ShowPicture {
  readonly element = frame("?preview");
  #told: ShowState | null = null;
  #isReady = false;

  constructor() {
    hearFrom(
      () => this.element.contentWindow,
      () => {
        this.#isReady = true;
        this.#told = null;
      },
    );
  }

  show(state: ShowState, ageMs: number): void {
    const { contentWindow } = this.element;
    if (!this.#isReady || !contentWindow || state === this.#told) return;
    this.#told = state;
    sayTo(contentWindow, { preview: "show", state, ageMs });
  }
}

/** Another slide; the frame goes by its address. */
class StillPicture {
  readonly element = frame();
  #at = "";

  goTo(address: string): void {
    if (address === this.#at) return;
    this.#at = address;
    const { contentWindow } = this.element;
    // In the frame's own history nothing is to be added: Back is the presenter's.
    if (contentWindow) contentWindow.location.replace(`?still#${address}`);
    else this.element.src = `?still#${address}`;
  }
}

function figure(className: string, names: (string | Node)[], ...content: HTMLElement[]): HTMLElement {
  const box = element("div", "picture-box", ...content);
  new ResizeObserver(() => box.style.setProperty("--scale", String(box.clientWidth / WIDTH))).observe(box);
  return element("figure", className, element("figcaption", "", ...names), box);
}
