import type { PageDeck, PageStep } from "#core/deck/page.ts";
import type { ActionName } from "#core/show/press.ts";
import type { ShowPlace } from "#core/show/state.ts";
import type { Deck } from "../deck/deck.ts";
import { shownSteps } from "../deck/place.ts";
import { replaceSlides } from "../deck/replace.ts";
import { Audience } from "../show/audience.ts";
import { ClusterMap } from "../show/cluster-map.ts";
import { Panes, type Backing } from "../show/panes.ts";
import { watchConnection } from "../show/watch-connection.ts";
import type { AudienceFeed } from "../sources/follow/feed.ts";
import type { FollowSource } from "../sources/follow/follow-source.ts";
import { copyText } from "../ui/copy.ts";
import { otherLanguages, type OtherLanguage } from "../ui/languages.ts";
import type { Strings } from "../ui/strings.ts";
import { CopySheet } from "./copy-sheet.ts";
import { FollowBar } from "./follow-bar.ts";
import { QuestionBox } from "./question.ts";
import { Reactions } from "./reactions.ts";
import { Spoken } from "./spoken.ts";
import { Whereabouts } from "./whereabouts.ts";
import type { FollowWords } from "./words.ts";

export interface FollowParts {
  readonly root: HTMLElement;
  readonly deck: Deck;
  readonly page: PageDeck;
  readonly strings: Strings;
  readonly words: FollowWords;
  readonly feed: AudienceFeed;
  /** Null where the talk has nothing but slides. */
  readonly source: FollowSource | null;
}

/** The talk as the room sees it on devices of its own: it goes along, and may be looked around in. */
export class FollowView {
  readonly #deck: Deck;
  readonly #words: FollowWords;
  readonly #feed: AudienceFeed;
  readonly #source: FollowSource | null;
  readonly #panes: Panes;
  readonly #whereabouts: Whereabouts;
  readonly #bar: FollowBar;
  readonly #spoken: Spoken;
  readonly #copySheet: CopySheet;
  readonly #reactions: Reactions;
  readonly #question: QuestionBox;
  readonly #languages: readonly OtherLanguage[];
  #page: PageDeck;
  #place: ShowPlace | null = null;
  #isConnected = true;

  constructor({ root, deck, page, strings, words, feed, source }: FollowParts) {
    this.#deck = deck;
    this.#page = page;
    this.#words = words;
    this.#feed = feed;
    this.#source = source;
    const backing: Promise<Backing> = Promise.resolve({ source, trouble: "", hasHand: false });
    this.#panes = new Panes(deck, page, strings, backing);
    new ClusterMap(deck, page, strings, backing);
    // Neighbours come in by the same door.
    new Audience(root, deck, page.head.language, () => location.origin);
    this.#whereabouts = new Whereabouts(deck, page, source);
    this.#spoken = new Spoken(page, strings, words);
    this.#copySheet = new CopySheet(page, words);
    this.#languages = otherLanguages(page.languages, location.pathname);
    const actions = {
      look: (by: -1 | 1) => void this.#look(by),
      back: () => void this.#back(),
      copy: () => this.#openCopySheet(),
      speak: (language: OtherLanguage) => void this.#speak(language),
    };
    this.#reactions = new Reactions(words, (reaction) => feed.react(reaction));
    this.#question = new QuestionBox(words, (text) => feed.question(text));
    this.#bar = new FollowBar(words, this.#languages, actions, [
      this.#reactions.element,
      this.#question.button,
    ]);
    const sheets = [this.#copySheet, this.#question].map(({ sheet }) => sheet.element);
    root.after(this.#bar.element, this.#spoken.element, ...sheets);
    deck.onMove(() => this.#refresh());
    deck.onBlack(() => this.#refresh());
    feed.onChange(() => this.#follow());
    source?.onChange(() => this.#refresh());
    watchConnection(feed, (connected) => {
      this.#isConnected = connected;
      this.#refresh();
    });
    this.#follow();
  }

  /** Does what a key says; false leaves the key to the browser. */
  act(action: ActionName, chord: string): boolean {
    if (document.querySelector("dialog:modal")) return false;
    const act = this.#actions[action];
    return act?.(chord) ?? false;
  }

  /** The talk was edited. */
  replace(page: PageDeck, slidesHtml: string): void {
    this.#page = page;
    this.#panes.update(page);
    replaceSlides(this.#deck, slidesHtml);
  }

  /** What a viewer's keys do: they look, and never run or send anything. False where there was nothing to do. */
  readonly #actions: Readonly<Partial<Record<ActionName, (chord: string) => boolean>>> = {
    next: () => this.#look(1),
    previous: () => this.#look(-1),
    nextSlide: () => this.#look(1),
    previousSlide: () => this.#look(-1),
    first: () => this.#lookAt(0),
    last: () => this.#lookAt(Infinity),
    overview: () => this.#back(),
    bigger: () => this.#zoom(1),
    smaller: () => this.#zoom(-1),
    resetType: () => this.#zoom(0),
    choosePane: (chord) => this.#panes.choose(Number(chord) - 1),
    copy: () => this.#copySelection(),
    fullscreen: () => toggleFullscreen(),
    language: () => this.#speak(this.#languages[0]),
  };

  #look(by: -1 | 1): boolean {
    return this.#lookAt(this.#whereabouts.slide + by);
  }

  #lookAt(slide: number): boolean {
    this.#whereabouts.look(slide);
    this.#refresh();
    return true;
  }

  #back(): boolean {
    const { isAround } = this.#whereabouts;
    if (isAround) this.#whereabouts.back();
    this.#refresh();
    return isAround;
  }

  #zoom(steps: number): boolean {
    this.#panes.current?.terminal.zoom(steps);
    return this.#panes.current !== null;
  }

  #follow(): void {
    const place = this.#feed.heard?.show.place ?? null;
    if (place && place !== this.#place) this.#whereabouts.follow(place);
    this.#place = place;
    this.#refresh();
  }

  #refresh(): void {
    const { allows, connected } = this.#feed;
    this.#reactions.allowed = allows.reactions && connected;
    this.#question.allowed = allows.questions;
    this.#bar.show(this.#whereabouts, this.#page.slides.length, this.#note);
    this.#spoken.look(this.#whereabouts.slide, this.#deck.reveal.isPaused(), this.#source);
  }

  get #note(): string {
    if (!this.#isConnected) return this.#feed.isFull ? this.#words.full : this.#words.lost;
    return this.#feed.connected && this.#whereabouts.talk === null ? this.#words.waiting : "";
  }

  /** Commands that are still to come are not told early; on one's own the whole slide is there. */
  #openCopySheet(): void {
    const scenes = this.#page.slides[this.#whereabouts.slide]?.scenes ?? [];
    const shown = new Set(shownSteps(this.#deck.slide));
    const steps: PageStep[] = scenes.flatMap((scene) => scene.steps.filter(({ id }) => shown.has(id)));
    const panes = [...new Set(scenes.map(({ pane }) => pane))];
    const printed = panes.map((pane) => ({ pane, text: this.#panes.view(pane)?.terminal.text ?? "" }));
    this.#copySheet.open({ steps, printed });
  }

  #copySelection(): boolean {
    const text = this.#panes.current?.terminal.selection ?? "";
    if (text !== "") void copyText(text);
    return text !== "";
  }

  /** The same talk in another language: it follows there too, by the number of the slide. */
  #speak(language: OtherLanguage | undefined): boolean {
    if (!language) return false;
    location.assign(`${language.href}${location.search}${location.hash}`);
    return true;
  }
}

function toggleFullscreen(): boolean {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
  return true;
}
