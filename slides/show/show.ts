import type { PageDeck } from "#core/deck/page.ts";
import { id, type PaneId, type StepId } from "#core/ids.ts";
import type { Answer } from "#core/protocol/messages.ts";
import type { ActionName, Press } from "#core/show/press.ts";
import { isBusy } from "#core/steps/machine.ts";
import type { ShowPlace } from "#core/show/state.ts";
import type { Deck } from "../deck/deck.ts";
import { fragmentNumber, paneOfStep, placeOf } from "../deck/place.ts";
import { replaceSlides } from "../deck/replace.ts";
import { Help } from "../keys/help.ts";
import type { ShowLink } from "../link/link.ts";
import type { Source } from "../sources/source.ts";
import type { PairDialog } from "../remote/pair-dialog.ts";
import { Sheets, type Sheet } from "../sheets/sheets.ts";
import { otherLanguages, type OtherLanguage } from "../ui/languages.ts";
import { StageBar } from "../ui/stage-bar.ts";
import type { Strings } from "../ui/strings.ts";
import { Audience } from "./audience.ts";
import { backgroundRuns } from "./background.ts";
import { ClusterMap } from "./cluster-map.ts";
import { Moves } from "./moves.ts";
import { hear, PaneKeys } from "./pane-keys.ts";
import { Panes, type Backing } from "./panes.ts";
import { Presses } from "./presses.ts";
import { showState, type Told } from "./show-state.ts";
import { openSpeakerWindow } from "./speaker-window.ts";
import { Steps } from "./steps.ts";
import { openTalkClock } from "./talk-clock.ts";
import { Teller } from "./teller.ts";
import { watchConnection } from "./watch-connection.ts";
import { Watching } from "./watching.ts";

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
  readonly #moves: Moves;
  readonly #keys: PaneKeys;
  readonly #help: Help;
  readonly #audience: Audience;
  readonly #sheets: Sheets;
  readonly #bar: StageBar;
  readonly #languages: readonly OtherLanguage[];
  /** Panes that were shown so far. */
  readonly #shownPanes = new Set<PaneId>();
  readonly #clock = openTalkClock();
  #page: PageDeck;
  #source: Source | null = null;
  #link: ShowLink | null = null;
  #watching: Watching | null = null;
  #teller: Teller | null = null;
  #led = false;
  #ticking: ReturnType<typeof setTimeout> | undefined;
  #pairing: PairDialog | null = null;

  constructor({ root, deck, page, strings, backing }: ShowParts) {
    this.#root = root;
    this.#deck = deck;
    this.#page = page;
    this.#strings = strings;
    this.#panes = new Panes(deck, page, strings, backing);
    new ClusterMap(deck, page, strings, backing);
    this.#audience = new Audience(root, deck, page.head.language);
    this.#steps = new Steps({ deck, answered: (step, answer) => this.#answered(step, answer) });
    this.#moves = new Moves(deck, () => this.#steps.next());
    this.#keys = new PaneKeys(this.#panes, strings, () => this.#source);
    this.#help = new Help(root, strings);
    this.#sheets = new Sheets(root);
    this.#languages = otherLanguages(page.languages, location.pathname);
    this.#bar = new StageBar(strings, this.#languages, {
      back: () => deck.reveal.prev(),
      forward: () => this.#steps.next(),
      help: () => this.#help.toggle(),
      speak: (language) => this.#moves.speak(language),
    });
    root.append(this.#bar.element);
    deck.onMove(() => {
      if (this.#link?.leads ?? true) this.#clock.moved();
      this.#moved();
    });
    deck.onBlack(() => this.#teller?.look());
    this.#moved();
    void backing.then(({ source }) => this.#use(source));
  }

  get keyboardInTerminal(): boolean {
    return this.#panes.withKeyboard !== null && !this.#help.open && !this.#sheets.open;
  }

  /**
   * Ties this deck to the other windows of the show.
   * @param isPlaced whether its own address said where to stand; else it goes on where the show was.
   */
  join(link: ShowLink, isPlaced: boolean): void {
    this.#link = link;
    if (!isPlaced && link.heard) this.#deck.goTo(link.heard.state.place);
    this.#watching = new Watching(this.#root, this.#deck, link, this.#strings);
    this.#teller = new Teller(link, () => this.#told);
    this.#resume();
    link.onChange(() => this.#linkChanged(link));
    this.#panes.askedElsewhere = link.speakerIsThere;
    this.#audience.join(link);
    const presses = new Presses((press) => this.#perform(press));
    link.onPress((press) => presses.perform(press));
  }

  /** Does what a key says; false leaves the key to the browser. */
  act(action: ActionName, chord: string): boolean {
    if (this.#pairing?.open) return this.#pairing.act(action);
    if (this.#watching?.forbids(action)) return true;
    if (this.#sheets.takes(chord)) return true;
    if (this.#help.open) {
      this.#help.close();
      if (action === "help" || action === "overview") return true;
    }
    if (this.#audience.isOver && action !== "audience") {
      this.#audience.close();
      if (action === "overview") return true;
    }
    const acted: Readonly<Record<ActionName, (chord: string) => boolean>> = this.#actions;
    return acted[action](chord);
  }

  /** Puts an edited talk in the place of the old one: place, panes and finished steps stay. */
  replace(page: PageDeck, slidesHtml: string): void {
    this.#page = page;
    this.#panes.update(page);
    replaceSlides(this.#deck, slidesHtml);
    document.title = page.head.title;
  }

  readonly #actions: Readonly<Record<ActionName, (chord: string) => boolean>> = {
    next: () => done(() => this.#moves.forward()),
    previous: () => done(() => this.#moves.back()),
    nextSlide: () => done(() => this.#moves.bySlide(1)),
    previousSlide: () => done(() => this.#moves.bySlide(-1)),
    first: () => done(() => this.#moves.toFirst()),
    last: () => done(() => this.#moves.toLast()),
    jump: (chord) => done(() => this.#moves.jump(chord)),
    rerun: () => this.#rerun(),
    moveOn: () => done(() => void this.#steps.moveOn()),
    understudy: () => this.#keys.onUnderstudy((understudy, pane) => understudy.key(pane.id)),
    stayLive: () => this.#keys.stayLive(),
    goLive: () => this.#keys.onUnderstudy((understudy, pane) => understudy.goLive(pane.id)),
    catchUp: () => this.#keys.onUnderstudy((understudy, pane) => understudy.catchUp(pane.id)),
    resetDemo: () => done(() => void this.#sheets.show((close) => this.#resetSheet(close))),
    takeKeyboard: () => this.#keys.on((pane) => this.#panes.takeKeyboard(pane)),
    giveKeyboardBack: () => done(() => this.#panes.giveKeyboardBack()),
    choosePane: (chord) => this.#panes.choose(Number(chord) - 1),
    clear: () => this.#keys.ask((source, pane) => source.clear(pane.id)),
    bigger: () => this.#keys.on((pane) => pane.terminal.zoom(1)),
    smaller: () => this.#keys.on((pane) => pane.terminal.zoom(-1)),
    resetType: () => this.#keys.on((pane) => pane.terminal.zoom(0)),
    search: () => this.#keys.on((pane) => pane.terminal.search()),
    copy: () => this.#keys.copy(),
    reopen: () => this.#keys.ask((source, pane) => source.reopen(pane.id)),
    acceptHost: () => this.#keys.acceptHost(),
    overview: (chord) =>
      (chord === "Escape" && this.#keys.stayLive()) || done(() => this.#deck.reveal.toggleOverview()),
    blackout: () => done(() => this.#deck.reveal.togglePause()),
    fullscreen: () => done(() => void toggleFullscreen()),
    language: () => this.#moves.speak(this.#languages[0]),
    takeOver: () => done(() => void this.#link?.takeOver()),
    speaker: () => done(() => this.#openSpeaker()),
    clock: () => this.#onClock(() => this.#clock.toggle()),
    pairPhone: () => done(() => void this.#pairPhone()),
    unpair: () => done(() => void this.#link?.pair({ do: "unpairAll" })),
    resetClock: () => this.#onClock(() => this.#clock.reset()),
    audience: () => done(() => this.#audience.toggle()),
    doctor: () => done(() => void this.#sheets.show((close) => this.#doctorSheet(close))),
    help: () => done(() => this.#help.toggle()),
  };

  async #resetSheet(close: () => void): Promise<Sheet> {
    const { resetSheet } = await import("../sheets/reset-sheet.ts");
    return resetSheet({ page: this.#page, close, begun: () => this.#beginAgain() });
  }

  async #doctorSheet(close: () => void): Promise<Sheet> {
    const { doctorSheet } = await import("../sheets/doctor-sheet.ts");
    return doctorSheet({ language: this.#page.head.language, served: this.#page.served, close });
  }

  /** The demo is back at its start, and so is the talk. */
  #beginAgain(): void {
    this.#source?.understudy?.beginAgain();
    this.#moves.toFirst();
    this.#teller?.look();
  }

  #perform({ action, chord }: Press): Answer {
    return this.act(action, chord) ? { ok: true } : { ok: false, why: this.#strings.nothingToDo };
  }

  /** What runs in the background is the presenter's to know: shown here only where no window of the presenter's does. */
  #lookAtBackground(): void {
    clearTimeout(this.#ticking);
    const isTold = this.#link?.speakerIsThere === true;
    const runs = this.#source && !isTold ? backgroundRuns(this.#page, this.#place, this.#source) : [];
    this.#bar.background.show(runs);
    if (runs.some(({ state }) => isBusy(state)))
      this.#ticking = setTimeout(() => this.#lookAtBackground(), 1000);
  }

  #linkChanged(link: ShowLink): void {
    this.#lookAtBackground();
    this.#panes.askedElsewhere = link.speakerIsThere;
    if (link.leads && !this.#led) this.#resume();
    this.#led = link.leads;
  }

  /** Goes on as the deck that led before, be it this one before it was loaded again: what it played is recorded here too. */
  #resume(): void {
    const heard = this.#link?.heard?.state;
    if (!heard) return;
    const panes = entriesOf(heard.panes).filter(([, { by }]) => by === "take");
    const steps = entriesOf(heard.steps).filter(([, { by }]) => by === "take");
    this.#source?.understudy?.resume(
      panes.map(([pane]) => pane),
      steps.map(([step]) => step),
    );
  }

  #use(source: Source | null): void {
    this.#source = source;
    this.#resume();
    this.#steps.use(source);
    if (!source) return;
    this.#panes.prepare(source);
    source.onChange(() => {
      this.#teller?.look();
      this.#lookAtBackground();
    });
    source.understudy?.onRefusal((pane, why) => this.#panes.view(pane)?.tell(this.#strings.refused[why]));
    watchConnection(source, (connected) => this.#bar.trouble(connected ? "" : this.#strings.disconnected));
  }

  #moved(): void {
    this.#lookAtBackground();
    const slides = this.#deck.reveal.getSlides();
    const { classList } = this.#deck.slide;
    this.#bar.place({
      slide: slides.indexOf(this.#deck.slide) + 1,
      slides: slides.length,
      curtain: classList.contains("title") && !classList.contains("has-panes"),
    });
    for (const { pane } of this.#page.slides[this.#place.slide]?.scenes ?? []) this.#shownPanes.add(pane);
    this.#teller?.look();
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
    });
  }

  #openSpeaker(): void {
    if (!openSpeakerWindow(this.#page.talk)) this.#bar.tell(this.#strings.popUpBlocked);
  }

  /** What it needs is loaded when it is first asked for. */
  async #pairPhone(): Promise<void> {
    if (!this.#link) return;
    const { pairDialog } = await import("../remote/pairing.ts");
    this.#pairing ??= pairDialog(this.#root, this.#link, this.#page.head.language);
    this.#pairing.toggle();
  }

  #onClock(act: () => void): true {
    act();
    this.#teller?.look();
    return true;
  }

  #rerun(): boolean {
    if (!this.#steps.rerun()) this.#panes.current?.tell(this.#strings.nothingToRun);
    return true;
  }

  #answered(step: StepId, answer: Answer): void {
    const name = paneOfStep(this.#deck.slide, step);
    const pane = name === null ? null : this.#panes.view(id<"pane">(name));
    if (pane) hear(pane, answer);
  }
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

function done(act: () => void): true {
  act();
  return true;
}

async function toggleFullscreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}
