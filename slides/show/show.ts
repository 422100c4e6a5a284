import type { PageDeck } from "#core/deck/page.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { ActionName, Press } from "#core/show/press.ts";
import type { Notice, ShowPlace } from "#core/show/state.ts";
import { asSaid } from "#core/said.ts";
import type { Deck } from "../deck/deck.ts";
import { fragmentNumber, paneOfStep, placeOf } from "../deck/place.ts";
import { replaceSlides } from "../deck/replace.ts";
import type { ShowLink } from "../link/link.ts";
import type { Source } from "../sources/source.ts";
import { otherLanguages } from "../ui/languages.ts";
import { StageBar } from "../ui/stage-bar.ts";
import type { Strings } from "../ui/strings.ts";
import { showActions, type Actions } from "./actions.ts";
import { BackgroundLook } from "./background-look.ts";
import { backgroundRuns, type BackgroundRun } from "./background.ts";
import { ClusterMap } from "./cluster-map.ts";
import { Moves } from "./moves.ts";
import { OtherWindows } from "./other-windows.ts";
import { Overlays } from "./overlays.ts";
import { hear, PaneKeys } from "./pane-keys.ts";
import { Panes, type Backing } from "./panes.ts";
import { Presses } from "./presses.ts";
import { showState, type Told } from "./show-state.ts";
import { Steps } from "./steps.ts";
import { openTalkClock } from "./talk-clock.ts";
import { watchConnection } from "./watch-connection.ts";

export interface ShowParts {
  readonly root: HTMLElement;
  readonly deck: Deck;
  readonly page: PageDeck;
  readonly strings: Strings;
  readonly backing: Promise<Backing>;
}

/** The running show: what the keys do to the deck, its steps and its panes. */
export class Show {
  readonly #root: HTMLElement;
  readonly #deck: Deck;
  readonly #strings: Strings;
  readonly #panes: Panes;
  readonly #steps: Steps;
  readonly #overlays: Overlays;
  readonly #actions: Actions;
  readonly #bar: StageBar;
  readonly #background: BackgroundLook;
  /** Panes that were shown so far. */
  readonly #shownPanes = new Set<PaneId>();
  readonly #clock = openTalkClock();
  #notice: Notice | null = null;
  #page: PageDeck;
  #source: Source | null = null;
  #link: ShowLink | null = null;
  #windows: OtherWindows | null = null;

  constructor({ root, deck, page, strings, backing }: ShowParts) {
    this.#root = root;
    this.#deck = deck;
    this.#page = page;
    this.#strings = strings;
    this.#panes = new Panes(deck, page, strings, backing);
    new ClusterMap(deck, page, strings, backing);
    this.#overlays = new Overlays({ root, deck, page, strings });
    this.#steps = new Steps({ deck, answered: (step, answer) => this.#answered(step, answer) });
    const moves = new Moves(deck, () => this.#steps.next(), strings.jumpTo);
    const languages = otherLanguages(page.languages, location.pathname);
    this.#bar = new StageBar(strings, languages, {
      back: () => deck.reveal.prev(),
      forward: () => this.#steps.next(),
      help: () => this.#overlays.help.toggle(),
      speak: (language) => moves.speak(language),
    });
    root.append(this.#bar.element);
    this.#background = new BackgroundLook(this.#bar.background, () => this.#backgroundRuns);
    this.#actions = showActions({
      deck,
      strings,
      panes: this.#panes,
      steps: this.#steps,
      moves,
      keys: new PaneKeys(this.#panes, strings, () => this.#source),
      overlays: this.#overlays,
      clock: this.#clock,
      languages,
      link: () => this.#link,
      page: () => this.#page,
      beginAgain: () => {
        this.#source?.understudy?.beginAgain();
        moves.toFirst();
        this.#windows?.look();
      },
      clockChanged: () => this.#windows?.look(),
      tell: (sentence) => this.#bar.tell(sentence),
    });
    deck.onMove(() => {
      if (this.#link?.leads ?? true) this.#clock.moved();
      this.#moved();
    });
    deck.onBlack(() => this.#windows?.look());
    this.#moved();
    void backing.then(({ source }) => this.#use(source));
  }

  get keyboardInTerminal(): boolean {
    return this.#panes.withKeyboard !== null && !this.#overlays.haveKeyboard;
  }

  /**
   * Ties this deck to the other windows of the show.
   * @param isPlaced whether its own address said where to stand; else it goes on where the show was.
   */
  join(link: ShowLink, isPlaced: boolean): void {
    this.#link = link;
    this.#windows = new OtherWindows(
      {
        root: this.#root,
        deck: this.#deck,
        strings: this.#strings,
        link,
        told: () => this.#told,
        understudy: () => this.#source?.understudy ?? null,
      },
      isPlaced,
    );
    link.onChange(() => {
      this.#background.look();
      this.#panes.askedElsewhere = link.speakerIsThere;
    });
    this.#panes.askedElsewhere = link.speakerIsThere;
    this.#panes.tellElsewhere = (pane, says) => {
      if (!link.leads || !link.speakerIsThere) return false;
      this.#notice = { nth: (this.#notice?.nth ?? 0) + 1, pane, says };
      this.#windows?.look();
      return true;
    };
    this.#overlays.audience.join(link);
    const presses = new Presses((press) => this.#perform(press));
    link.onPress((press) => presses.perform(press));
  }

  /** Does what a key says; false leaves the key to the browser. */
  act(action: ActionName, chord: string): boolean {
    const { pairing } = this.#overlays;
    if (pairing) return pairing.act(action);
    if (this.#windows?.forbids(action)) return true;
    return this.#overlays.take(action, chord) || this.#actions[action](chord);
  }

  /** Puts an edited talk in the place of the old one: place, panes and finished steps stay. */
  replace(page: PageDeck, slidesHtml: string): void {
    this.#page = page;
    this.#panes.update(page);
    replaceSlides(this.#deck, slidesHtml);
    document.title = page.head.title;
  }

  #perform({ action, chord }: Press): Answer {
    return this.act(action, chord) ? { ok: true } : { ok: false, why: asSaid(this.#strings.nothingToDo) };
  }

  #use(source: Source | null): void {
    this.#source = source;
    this.#windows?.resume();
    this.#steps.use(source);
    if (!source) return;
    this.#panes.prepare(source);
    source.onChange(() => {
      this.#windows?.look();
      this.#background.look();
    });
    source.understudy?.onRefusal((pane, why) => this.#panes.view(pane)?.tell(this.#strings.refused[why]));
    watchConnection(source, (connected) => this.#bar.trouble(connected ? "" : this.#strings.disconnected));
  }

  #moved(): void {
    this.#background.look();
    const slides = this.#deck.reveal.getSlides();
    const { classList } = this.#deck.slide;
    this.#bar.place({
      slide: slides.indexOf(this.#deck.slide) + 1,
      slides: slides.length,
      curtain: classList.contains("title") && !classList.contains("has-panes"),
    });
    for (const { pane } of this.#page.slides[this.#place.slide]?.scenes ?? []) this.#shownPanes.add(pane);
    this.#windows?.look();
  }

  get #place(): ShowPlace {
    const { reveal, slide } = this.#deck;
    return { ...placeOf(slide), fragment: fragmentNumber(slide), black: reveal.isPaused() };
  }

  get #told(): Told {
    return showState({
      page: this.#page,
      place: this.#place,
      panes: this.#shownPanes,
      source: this.#source,
      next: this.#steps.nextPress,
      clock: this.#clock.told,
      notice: this.#notice,
    });
  }

  /** What runs in the background is the presenter's to know: shown here only where no window of the presenter's does. */
  get #backgroundRuns(): BackgroundRun[] {
    const isTold = this.#link?.speakerIsThere === true;
    return this.#source && !isTold ? backgroundRuns(this.#page, this.#place, this.#source) : [];
  }

  #answered(step: StepId, answer: Answer): void {
    const name = paneOfStep(this.#deck.slide, step);
    const pane = name === null ? null : this.#panes.view(id<"pane">(name));
    if (pane) hear(pane, answer);
  }
}
