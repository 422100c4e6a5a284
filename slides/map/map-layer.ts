import { slotBox } from "../panes/slot.ts";
import { element } from "../ui/elements.ts";
import type { Source } from "../sources/source.ts";
import type { Strings } from "../ui/strings.ts";
import { MapView } from "./map-view.ts";

/** Type smaller than this is not read from the last row: pixels of a slide on a projector. */
const LEGIBLE = 20;
/** And smaller than this not on a phone: pixels of the window. */
const LEGIBLE_ON_SCREEN = 9.5;
/** The map's bar and the space around its body, in `map.css`. */
const FRAME = { width: 40, height: 52 + 36 };

/**
 * The map, laid over the slot of the slide that is shown: it goes on from slide to slide, as panes do. It is laid out
 * in the slide's pixels and scaled as a whole.
 */
export class MapLayer {
  readonly #root = element("div", "map-layer");
  readonly #slides: HTMLElement;
  readonly #view: MapView;
  readonly #source: Source | null;
  #section: HTMLElement | null = null;

  /** @param slides reveal.js's `.slides`. */
  constructor(slides: HTMLElement, source: Source | null, strings: Strings) {
    this.#slides = slides;
    this.#source = source;
    this.#view = new MapView(strings);
    this.#root.append(this.#view.element);
    slides.after(this.#root);
    this.#view.follow(source?.cluster ?? null);
    // Whether it comes from a take may change with any of the source's states.
    source?.onChange(() => this.#view.follow(source.cluster));
  }

  /** Shows the map where this slide has one. */
  arrange(section: HTMLElement, scale: number, overview: boolean): void {
    this.#section = section;
    this.layout(scale, overview);
    this.#view.follow(this.#source?.cluster ?? null);
  }

  /** Puts it over its slot again; in the overview into the slot, which is a small picture then. */
  layout(scale: number, overview: boolean): void {
    const slot = this.#section?.querySelector<HTMLElement>(".map-slot") ?? null;
    const { element: map } = this.#view;
    if (slot) {
      const parent = overview ? slot : this.#root;
      if (map.parentElement !== parent) parent.append(map);
      const { left, top } = overview ? { left: 0, top: 0 } : slotBox(slot, this.#slides, this.#root, scale);
      map.style.width = `${slot.offsetWidth}px`;
      map.style.height = `${slot.offsetHeight}px`;
      map.style.transform = overview ? "none" : `translate(${left}px, ${top}px) scale(${scale})`;
      this.#view.place({
        width: slot.offsetWidth - FRAME.width,
        height: slot.offsetHeight - FRAME.height,
        legible: Math.max(LEGIBLE, LEGIBLE_ON_SCREEN / scale),
      });
    }
    this.#view.shown = slot !== null;
  }
}
