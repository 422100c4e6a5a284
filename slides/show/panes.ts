import type { PageDeck } from "#core/deck/page.ts";
import { id, type PaneId } from "#core/ids.ts";
import type { Deck } from "../deck/deck.ts";
import { placeOf } from "../deck/place.ts";
import type { PaneHand } from "../panes/context.ts";
import type { PaneLayer } from "../panes/layer.ts";
import type { PaneView } from "../panes/pane-view.ts";
import { firstScreens } from "../sources/first-screens.ts";
import type { Source } from "../sources/source.ts";
import type { Strings } from "../ui/strings.ts";

/** After this the first slide has what it needs, and the terminals' code can come. */
const QUIET_MS = 4000;

/** A server that dies later must not take terminals with it that were not shown yet. */
function fetchAhead(): void {
  import("../panes/layer.ts").catch(() => undefined);
}

/** How the panes of a talk are brought to life. */
export interface Backing {
  readonly source: Source | null;
  /** Why there is no source, for the audience. */
  readonly trouble: string;
  /** Whether this window's keys and buttons reach the panes; not so where it only watches. */
  readonly hasHand: boolean;
}

/** The panes of the deck: their code is loaded when a slide with a pane is shown, or comes next. */
export class Panes {
  readonly #deck: Deck;
  readonly #strings: Strings;
  readonly #backing: Promise<Backing>;
  #page: PageDeck;
  #loading: Promise<void> | null = null;
  #prepared = Promise.resolve();
  #layer: PaneLayer | null = null;
  #askedElsewhere = false;
  /** See `PaneHand`. */
  tellElsewhere: PaneHand["tellElsewhere"] = () => false;

  constructor(deck: Deck, page: PageDeck, strings: Strings, backing: Promise<Backing>) {
    this.#deck = deck;
    this.#page = page;
    this.#strings = strings;
    this.#backing = backing;
    deck.onMove(() => this.#follow());
    deck.onLayout(() => this.#layOut());
    if (Object.keys(page.panes).length > 0) setTimeout(fetchAhead, QUIET_MS);
    this.#follow();
  }

  /** What only the presenter is asked is asked on another window: this one shows a mark. */
  set askedElsewhere(elsewhere: boolean) {
    if (this.#askedElsewhere === elsewhere) return;
    this.#askedElsewhere = elsewhere;
    this.#layer?.refresh();
  }

  /** The pane that a key means. */
  get current(): PaneView | null {
    return this.#layer?.current ?? null;
  }

  get withKeyboard(): PaneView | null {
    return this.#layer?.withKeyboard ?? null;
  }

  view(pane: PaneId): PaneView | null {
    return this.#layer?.view(pane) ?? null;
  }

  choose(place: number): boolean {
    return this.#layer?.choose(place) ?? false;
  }

  takeKeyboard(view: PaneView): void {
    void this.#layer?.takeKeyboard(view);
  }

  giveKeyboardBack(): void {
    void this.#layer?.giveKeyboardBack();
  }

  /** The talk was edited. */
  update(page: PageDeck): void {
    this.#page = page;
    this.#layer?.update(page);
  }

  /** Fetches what recorded panes show first; the source knows where the deck stands. */
  prepare(source: Source): void {
    this.#prepared = firstScreens(source, this.#near());
  }

  #follow(): void {
    if (this.#near().length === 0) {
      this.#arrange();
      return;
    }
    // Without the server there is no code either: the next move tries again.
    this.#loading ??= this.#load().catch(() => void (this.#loading = null));
    this.#arrange();
  }

  /** The panes of this slide and of those that may come next. */
  #near(): PaneId[] {
    const slots = [this.#deck.slide, ...this.#deck.upcoming].flatMap((section) => [
      ...section.querySelectorAll<HTMLElement>(".pane-slot"),
    ]);
    return slots.map(({ dataset }) => id<"pane">(dataset.pane ?? ""));
  }

  async #load(): Promise<void> {
    const [{ PaneLayer: Layer }, backing] = await Promise.all([import("../panes/layer.ts"), this.#backing]);
    const { source, trouble, hasHand } = backing;
    const slides = this.#deck.reveal.getSlidesElement();
    if (!slides) return;
    await this.#prepared;
    this.#layer = await Layer.open(slides, this.#page, {
      source,
      trouble,
      strings: this.#strings,
      language: this.#page.head.language,
      hand: hasHand ? this.#hand(source) : null,
    });
    this.#arrange();
  }

  #hand(source: Source | null): PaneHand {
    return {
      takeKeyboard: (pane) => {
        const found = this.view(pane);
        if (found) this.takeKeyboard(found);
      },
      reopen: (pane) => void this.#tell(pane, source?.reopen(pane)),
      callUnderstudy: (pane) => source?.understudy?.key(pane),
      askedElsewhere: () => this.#askedElsewhere,
      tellElsewhere: (pane, says) => this.tellElsewhere(pane, says),
      stayLive: () => void source?.understudy?.stayLive(),
      acceptHost: (pane, fingerprint) => void this.#tell(pane, source?.acceptHost(pane, fingerprint)),
    };
  }

  async #tell(pane: PaneId, answer: ReturnType<Source["reopen"]> | undefined): Promise<void> {
    const said = await answer;
    if (said?.ok === false) this.#layer?.view(pane)?.refuse(said.why);
  }

  #arrange(): void {
    const { slide } = this.#deck;
    this.#layer?.arrange(slide, placeOf(slide).shown, this.#deck.scale);
  }

  #layOut(): void {
    if (!this.#layer) return;
    this.#layer.hidden = this.#deck.overview;
    if (!this.#deck.overview) this.#layer.layout(this.#deck.scale);
  }
}
