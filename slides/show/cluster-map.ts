import type { PageDeck } from "#core/deck/page.ts";
import type { Deck } from "../deck/deck.ts";
import type { MapLayer } from "../map/map-layer.ts";
import type { Strings } from "../ui/strings.ts";
import type { Backing } from "./panes.ts";

/** After this the first slide has what it needs, and the map's code can come. */
const QUIET_MS = 4000;

/** The map of the cluster: its code is loaded when a slide with a map is shown, or comes next. */
export class ClusterMap {
  readonly #deck: Deck;
  readonly #strings: Strings;
  readonly #backing: Promise<Backing>;
  #loading: Promise<void> | null = null;
  #layer: MapLayer | null = null;

  constructor(deck: Deck, page: PageDeck, strings: Strings, backing: Promise<Backing>) {
    this.#deck = deck;
    this.#strings = strings;
    this.#backing = backing;
    deck.onMove(() => this.#follow());
    deck.onLayout(() => this.#layer?.layout(deck.scale, deck.overview));
    if (page.slides.some(({ hasMap }) => hasMap)) setTimeout(() => this.#load(), QUIET_MS);
    this.#follow();
  }

  #follow(): void {
    const near = [this.#deck.slide, ...this.#deck.upcoming];
    if (near.some((section) => section.querySelector(".map-slot"))) this.#load();
    this.#arrange();
  }

  /** Without the server there is no code: the next move tries again. */
  #load(): void {
    this.#loading ??= this.#open().catch(() => void (this.#loading = null));
  }

  async #open(): Promise<void> {
    const [{ MapLayer: Layer }, { source }] = await Promise.all([
      import("../map/map-layer.ts"),
      this.#backing,
    ]);
    const slides = this.#deck.reveal.getSlidesElement();
    if (!slides) return;
    this.#layer = new Layer(slides, source, this.#strings);
    this.#arrange();
  }

  #arrange(): void {
    this.#layer?.arrange(this.#deck.slide, this.#deck.scale, this.#deck.overview);
  }
}
