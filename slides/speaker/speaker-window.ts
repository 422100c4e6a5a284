import type { PageDeck } from "#core/deck/page.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { paceAt, planOf, type Plan } from "#core/show/budget.ts";
import type { ActionName } from "#core/show/press.ts";
import type { Notice } from "#core/show/state.ts";
import { Help } from "../keys/help.ts";
import type { ShowLink } from "../link/link.ts";
import type { PairDialog } from "../remote/pair-dialog.ts";
import { pairDialog } from "../remote/pairing.ts";
import { element } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { speakerButtons } from "./buttons.ts";
import { Announcer } from "./announcer.ts";
import { BackgroundPanel } from "./background-panel.ts";
import { momentOf, ranMs } from "./moment.ts";
import { newsWordsFor } from "./news-words.ts";
import { MoreSheet } from "./more-sheet.ts";
import { NextCard } from "./next-card.ts";
import { Notes } from "./notes.ts";
import { Noticing } from "./noticing.ts";
import { PaneList } from "./pane-list.ts";
import { Pictures } from "./pictures.ts";
import { Pressing } from "./pressing.ts";
import { Question } from "./question.ts";
import { RoomPanel } from "./room-panel.ts";
import { SlideList } from "./slide-list.ts";
import { SlideTexts } from "./slide-texts.ts";
import type { SpeakerStrings } from "./strings.ts";
import { Timing } from "./timing.ts";
import { Trouble } from "./trouble.ts";

/** Clocks are read so often. */
const TICK_MS = 250;

export interface SpeakerParts {
  readonly page: PageDeck;
  readonly link: ShowLink;
  readonly strings: Strings;
  readonly words: SpeakerStrings;
}

/** What the presenter looks at while the room looks at the deck. It shows what the deck tells, and asks it to act. */
export class SpeakerWindow {
  readonly element: HTMLElement;
  readonly #page: PageDeck;
  readonly #link: ShowLink;
  readonly #words: SpeakerStrings;
  readonly #texts = new SlideTexts();
  readonly #pressing: Pressing;
  readonly #plan: Plan | null;
  readonly #timing: Timing;
  readonly #pictures: Pictures;
  readonly #next: NextCard;
  readonly #notes: Notes;
  readonly #panes: PaneList;
  readonly #question: Question;
  readonly #background: BackgroundPanel;
  readonly #room: RoomPanel;
  readonly #trouble: Trouble;
  readonly #noticing = new Noticing();
  readonly #strings: Strings;
  readonly #announcer: Announcer;
  readonly #help: Help;
  readonly #more: MoreSheet;
  readonly #slides: SlideList;
  readonly #pairing: PairDialog;

  constructor({ page, link, strings, words }: SpeakerParts) {
    this.#page = page;
    this.#link = link;
    this.#words = words;
    this.#pressing = new Pressing(link, (action, answer) => this.#answered(action, answer));
    this.#plan = planOf(page);
    this.#timing = new Timing(this.#plan, page.head.language, words, {
      toggle: () => this.#pressing.press("clock"),
      reset: () => this.#pressing.press("resetClock"),
    });
    this.#pictures = new Pictures(this.#texts, words);
    this.#next = new NextCard(page, this.#texts, words);
    this.#notes = new Notes(this.#texts, words);
    const news = newsWordsFor(page.head.language);
    this.#panes = new PaneList(page, words, strings, news);
    this.#background = new BackgroundPanel({ page, strings, words: news });
    this.#room = new RoomPanel(link, news, (why) => this.#trouble.tell(strings.sentence(why)));
    this.#question = new Question(words, strings, {
      yes: () => this.#pressing.press("understudy"),
      no: () => this.#pressing.press("stayLive"),
    });
    this.#trouble = new Trouble(words);
    this.#strings = strings;
    this.#announcer = new Announcer(page, words, strings);
    const controls = speakerButtons(
      words,
      (action) => this.act(action, ""),
      () => this.#more.toggle(),
    );
    this.element = element(
      "main",
      "speaker",
      this.#timing.element,
      element(
        "div",
        "speaker-seen",
        this.#pictures.now,
        element("div", "speaker-below", this.#pictures.next, this.#panes.element),
      ),
      element(
        "div",
        "speaker-read",
        element("div", "speaker-said", this.#trouble.element, this.#question.element, this.#next.element),
        this.#background.element,
        this.#notes.element,
        this.#room.element,
      ),
      controls,
      this.#announcer.element,
    );
    this.#help = new Help(this.element, strings);
    this.#more = new MoreSheet({
      root: this.element,
      page,
      title: words.buttons.more,
      strings,
      act: (action, chord) => this.#perform(action, chord),
    });
    this.#slides = new SlideList(this.element, words.buttons.jump, (slide) =>
      this.#pressing.press("jump", String(slide + 1)),
    );
    this.#pairing = pairDialog(this.element, link, page.head.language);
    link.onChange(() => this.refresh());
    setInterval(() => this.refresh(), TICK_MS);
    this.refresh();
  }

  /** Does what a key says; what is not this window's own, the deck does. */
  act(action: ActionName, chord: string): boolean {
    if (this.#pairing.open) return this.#pairing.act(action);
    if (this.#more.open) return false;
    if (this.#slides.open && action !== "jump" && action !== "overview") return false;
    if (this.#slides.open) {
      this.#slides.close();
      return true;
    }
    if (this.#help.open) {
      this.#help.close();
      if (action === "help" || action === "overview") return true;
    }
    // What is selected is this window's own, and the browser copies it.
    if (action === "copy") return false;
    this.#perform(action, chord);
    return true;
  }

  #perform(action: ActionName, chord: string): void {
    if (action === "help") this.#help.toggle();
    else if (action === "jump") this.#slides.toggle(this.#page, this.#link.heard?.state.place.slide ?? 0);
    else if (action === "pairPhone") this.#pairing.toggle();
    else if (action === "unpair") void this.#link.pair({ do: "unpairAll" });
    else if (action === "fullscreen") void toggleFullscreen();
    else if (onlyOnDeck.has(action)) this.#trouble.tell(this.#words.onTheDeck);
    else this.#pressing.press(action, chord);
  }

  refresh(): void {
    const now = performance.now();
    const moment = momentOf(this.#link, now);
    const state = moment?.state ?? null;
    this.element.dataset.deck = this.#link.deckIsThere ? "here" : "away";
    this.#timing.show(moment);
    const notice = this.#noticing.news(state);
    if (notice) this.#trouble.tell(this.#about(notice));
    this.#trouble.show(this.#link.deckIsThere, state !== null, now);
    this.#question.show(this.#page, state);
    this.#panes.show(moment);
    this.#announcer.show(state);
    this.#room.show();
    this.#timing.count(this.#link.audienceUrl === null ? null : this.#link.viewers);
    if (!moment || !state) return;
    this.#pictures.show(moment);
    const pace = this.#plan && paceAt(this.#plan, state.place.slide, ranMs(moment));
    this.#background.show(moment);
    this.#next.show(state, pace?.partLeftMs ?? null);
    this.#notes.show(state.place.slide);
  }

  /** The talk was edited, and its slides are in the page. */
  update(): void {
    this.#texts.read();
    this.#notes.update();
    this.refresh();
  }

  /** `laptop: There is no recording of this step.` */
  #about({ pane, says }: Notice): string {
    return `${this.#page.panes[pane]?.title ?? pane}: ${says}`;
  }

  #answered(action: ActionName, answer: Answer): void {
    if (!answer.ok) this.#trouble.tell(this.#strings.sentence(answer.why));
    else if (answer.pulse || action === "next") this.#next.pulse();
  }
}

/** These need the deck's own window: its keyboard, its search box. */
const onlyOnDeck: ReadonlySet<ActionName> = new Set<ActionName>([
  "takeKeyboard",
  "search",
  "takeOver",
  "speaker",
]);

async function toggleFullscreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}
