import type { ShowPlace } from "#core/show/state.ts";
import Reveal, { type RevealApi } from "reveal.js";
import { lightCode } from "./code-steps.ts";
import { fontsFor } from "../themes/fonts.ts";
import { drawDiagrams } from "./diagrams.ts";
import { fitSlide } from "./fit-slide.ts";
import { geometryFor, type Geometry } from "./geometry.ts";
import { markSlides } from "./mark-slides.ts";

/** The slides, set up in reveal.js. All keys and fingers are handled outside: reveal.js only shows and moves. */
export class Deck {
  readonly #reveal: RevealApi;
  readonly #room: () => Room;
  readonly #onMove = new Set<() => void>();
  readonly #onLayout = new Set<() => void>();
  #held = false;

  private constructor(reveal: RevealApi, room: () => Room) {
    this.#reveal = reveal;
    this.#room = room;
  }

  /** @param room what there is for the slides: the whole window, unless something lies beside them. */
  static async open(root: HTMLElement, room: () => Room = wholeWindow): Promise<Deck> {
    const slides = root.querySelector<HTMLElement>(".slides");
    if (slides) {
      markSlides(slides);
      await fontsFor(slides);
    }
    const { width, height } = shapeFor(room());
    const reveal = new Reveal(root, { ...settings, width, height });
    const deck = new Deck(reveal, room);
    await reveal.initialize();
    deck.#listen();
    deck.#moved();
    return deck;
  }

  get reveal(): RevealApi {
    return this.#reveal;
  }

  get slide(): HTMLElement {
    return this.#reveal.getCurrentSlide();
  }

  /** The slides that the next move may show, so that what they need can be fetched ahead. */
  get upcoming(): HTMLElement[] {
    const all = this.#reveal.getSlides();
    return all.slice(all.indexOf(this.slide) + 1).slice(0, 1);
  }

  /** One of the slide's pixels, in pixels of the window. */
  get scale(): number {
    return this.#reveal.getScale();
  }

  get overview(): boolean {
    return this.#reveal.isOverview();
  }

  /** Called after each move to another slide or fragment. */
  onMove(listener: () => void): void {
    this.#onMove.add(listener);
  }

  /** Called when the screen has become black, or is so no more. */
  onBlack(listener: () => void): void {
    this.#reveal.on("paused", listener);
    this.#reveal.on("resumed", listener);
  }

  /** Called when the slide's box on the window has changed, or what is seen of it. */
  onLayout(listener: () => void): void {
    this.#onLayout.add(listener);
  }

  /** Moves, and lets `onMove` be heard only after `then`. */
  moveThen(move: () => void, then: () => void): void {
    this.#held = true;
    try {
      move();
      then();
    } finally {
      this.#held = false;
    }
    this.#moved();
  }

  /** Stands where another window does, and runs nothing. */
  goTo({ slide, fragment, black }: Pick<ShowPlace, "slide" | "fragment" | "black">): void {
    const section = this.#reveal.getSlides()[slide];
    if (section) {
      const { h, v } = this.#reveal.getIndices(section);
      this.#reveal.slide(h, v, fragment);
    }
    if (this.#reveal.isPaused() !== black) this.#reveal.togglePause(black);
  }

  /** @param label what the box asks for: reveal.js knows English only. */
  jump(label: string): void {
    // In reveal.js since 4.5, but not in its types.
    const reveal: RevealApi & { toggleJumpToSlide?: (shown: boolean) => void } = this.#reveal;
    reveal.toggleJumpToSlide?.(true);
    const box = this.#reveal.getRevealElement()?.querySelector<HTMLInputElement>(".jump-to-slide-input");
    if (!box) return;
    box.placeholder = label;
    box.setAttribute("aria-label", label);
  }

  #listen(): void {
    for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) {
      this.#reveal.on(event, () => this.#moved());
    }
    for (const event of ["overviewshown", "overviewhidden", "resize", "slidetransitionend"]) {
      this.#reveal.on(event, () => this.#laidOut());
    }
    window.addEventListener("resize", () => this.#resized());
    // Text has another width once its font is there.
    document.fonts.addEventListener("loadingdone", () => {
      this.#fit();
      this.#laidOut();
    });
  }

  /** reveal.js follows the window by itself, as long as the slide's own size stays. */
  #resized(): void {
    const { width, height } = shapeFor(this.#room());
    const before = this.#reveal.getConfig();
    if (before.width !== width || before.height !== height) this.#reveal.configure({ width, height });
    this.#fit();
    this.#laidOut();
  }

  #moved(): void {
    if (this.#held) return;
    lightCode(this.slide);
    this.#fit();
    for (const section of [this.slide, ...this.upcoming]) void this.#draw(section);
    for (const listener of this.#onMove) listener();
  }

  async #draw(section: HTMLElement): Promise<void> {
    if (!(await drawDiagrams(section))) return;
    this.#fit();
    this.#laidOut();
  }

  #fit(): void {
    if (this.overview) return;
    for (const section of [this.slide, ...this.upcoming]) fitSlide(section);
  }

  #laidOut(): void {
    for (const listener of this.#onLayout) listener();
  }
}

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const settings = {
  margin: 0,
  minScale: 0.1,
  maxScale: 4,
  center: false,
  display: "flex",
  hash: true,
  fragmentInURL: true,
  history: false,
  keyboard: false,
  touch: false,
  controls: false,
  progress: true,
  // Not shown, the stage bar has it: it makes the jump key count slides as the stage bar does.
  slideNumber: "c",
  help: false,
  jumpToSlide: true,
  overview: true,
  postMessage: false,
  hideInactiveCursor: true,
  scrollActivationWidth: 0,
  transition: calm ? "none" : "fade",
  transitionSpeed: "fast",
  backgroundTransition: calm ? "none" : "fade",
  autoAnimate: !calm,
} as const;

type Room = Parameters<typeof geometryFor>[0];

function wholeWindow(): Room {
  return { width: innerWidth, height: innerHeight };
}

/** The slide's own pixels in this room; the theme is told whether it is a tall one. */
function shapeFor(room: Room): Geometry {
  const geometry = geometryFor(room);
  document.documentElement.classList.toggle("portrait", geometry.portrait);
  return geometry;
}
