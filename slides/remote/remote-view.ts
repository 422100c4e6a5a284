import type { PageDeck } from "#core/deck/page.ts";
import type { Answer } from "#core/protocol/messages.ts";
import { planOf } from "#core/show/budget.ts";
import type { ActionName } from "#core/show/press.ts";
import type { ShowLink } from "../link/link.ts";
import { Announcer } from "../speaker/announcer.ts";
import { momentOf, ranMs, type Moment } from "../speaker/moment.ts";
import { newsWordsFor } from "../speaker/news-words.ts";
import { nextWords } from "../speaker/next-words.ts";
import { Notes } from "../speaker/notes.ts";
import { Noticing } from "../speaker/noticing.ts";
import { Pressing } from "../speaker/pressing.ts";
import { Question } from "../speaker/question.ts";
import { SlideTexts } from "../speaker/slide-texts.ts";
import type { SpeakerStrings } from "../speaker/strings.ts";
import { paceWords } from "../speaker/times.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import { clockTime } from "../ui/time.ts";
import { RemoteNews } from "./remote-news.ts";
import type { RemoteStrings } from "./strings.ts";

const TICK_MS = 250;
/** A thumb that trembles means one press. */
const BOUNCE_MS = 280;
/** A laptop that reloads is away for less. */
const RELOAD_MS = 2500;

export interface RemoteParts {
  readonly page: PageDeck;
  readonly link: ShowLink;
  readonly strings: Strings;
  readonly words: SpeakerStrings;
  readonly remote: RemoteStrings;
}

/** The presenter's phone: one large button, what it will do, the notes, and how much time is left. */
export class RemoteView {
  readonly element: HTMLElement;
  readonly #parts: RemoteParts;
  readonly #texts = new SlideTexts();
  readonly #plan;
  readonly #pressing: Pressing;
  readonly #notes: Notes;
  readonly #question: Question;
  readonly #strings: Strings;
  readonly #announcer: Announcer;
  readonly #noticing = new Noticing();
  readonly #news: RemoteNews;
  readonly #pace = element("b", "remote-pace");
  readonly #times = element("span", "remote-times");
  readonly #verb = element("span", "remote-verb");
  readonly #what = element("b", "remote-what");
  readonly #told = element("p", "remote-told");
  readonly #next: HTMLButtonElement;
  readonly #black: HTMLButtonElement;
  #tellUntil = 0;
  #awaySince: number | null = null;

  constructor(parts: RemoteParts) {
    const { page, link, strings, words, remote } = parts;
    this.#parts = parts;
    this.#plan = planOf(page);
    this.#pressing = new Pressing(link, (action, answer) => this.#answered(action, answer));
    this.#notes = new Notes(this.#texts, words);
    this.#strings = strings;
    this.#announcer = new Announcer(page, words, strings);
    this.#news = new RemoteNews({ page, strings, words: newsWordsFor(page.head.language) });
    this.#question = new Question(words, strings, {
      yes: () => this.#press("understudy"),
      no: () => this.#press("stayLive"),
    });
    this.#told.setAttribute("role", "status");
    this.#next = button("remote-next", "", () => this.#press("next"));
    this.#next.append(element("span", "remote-next-name", words.buttons.next), this.#verb, this.#what);
    this.#black = small(words.buttons.blackout, () => this.#press("blackout"));
    const more = small("⇕", () => this.element.classList.toggle("reads"));
    more.setAttribute("aria-label", remote.moreNotes);
    more.classList.add("remote-more");
    this.element = element(
      "main",
      "remote",
      element("header", "remote-head", this.#pace, this.#times),
      element(
        "div",
        "remote-read",
        this.#told,
        this.#question.element,
        this.#news.element,
        this.#notes.element,
      ),
      element(
        "nav",
        "remote-row",
        small(words.buttons.previous, () => this.#press("previous"), "remote-back"),
        this.#black,
        small(words.buttons.moveOn, () => this.#press("moveOn")),
        more,
      ),
      this.#next,
      overlay(
        "remote-watch",
        remote.watching,
        "",
        button("remote-take", remote.takeHand, () => void link.takeOver()),
      ),
      overlay("remote-lost", remote.lost, remote.lostWhy),
      this.#announcer.element,
    );
    link.onChange(() => this.refresh());
    setInterval(() => this.refresh(), TICK_MS);
    this.refresh();
  }

  /** A sentence for some seconds. */
  tell(text: string): void {
    setText(this.#told, text);
    this.#tellUntil = performance.now() + 6000;
    this.#told.hidden = false;
  }

  refresh(): void {
    const { page, link } = this.#parts;
    const now = performance.now();
    const moment = momentOf(link, now);
    this.#awaySince = link.deckIsThere ? null : (this.#awaySince ?? now);
    const isLost = this.#awaySince !== null && (now - this.#awaySince > RELOAD_MS || moment === null);
    this.element.dataset.is = isLost ? "lost" : link.mayPress ? "" : "watching";
    this.#next.disabled = isLost || !link.mayPress;
    const notice = this.#noticing.news(moment?.state ?? null);
    if (notice) this.tell(`${page.panes[notice.pane]?.title ?? notice.pane}: ${notice.says}`);
    this.#told.hidden = now > this.#tellUntil;
    this.#question.show(page, moment?.state ?? null);
    this.#announcer.show(moment?.state ?? null);
    this.#news.show(link, moment);
    if (moment) this.#show(moment);
  }

  #show(moment: Moment): void {
    const { page, words } = this.#parts;
    const { place, next } = moment.state;
    const nextPoint = next.will === "fragment" ? this.#texts.nextPoint(place.slide, place.fragment) : "";
    const { verb, what, isCommand } = nextWords({ page, next, nextPoint }, words);
    setText(this.#verb, verb);
    setText(this.#what, what);
    this.#what.classList.toggle("command", isCommand);
    this.#notes.show(place.slide);
    this.#black.setAttribute("aria-pressed", String(place.black));
    this.#showTime(moment);
  }

  #showTime(moment: Moment): void {
    const { words, remote } = this.#parts;
    const { place } = moment.state;
    const ran = ranMs(moment);
    const pace = this.#plan && paceWords(this.#plan, place.slide, ran, words);
    setText(this.#pace, pace ? (ran === 0 ? words.notStarted : pace.words) : clockTime(ran));
    this.#pace.dataset.is = ran === 0 ? "notStarted" : (pace?.is ?? "onTime");
    const number = `${place.slide + 1} / ${this.#texts.count}`;
    const times = pace ? [remote.left(pace.talkLeft), ...(ran === 0 ? [] : [clockTime(ran)])] : [];
    setText(this.#times, [...times, number].join(" · "));
  }

  #press(action: ActionName): void {
    if (this.element.dataset.pressed !== undefined) return;
    this.element.dataset.pressed = action;
    setTimeout(() => delete this.element.dataset.pressed, BOUNCE_MS);
    this.#pressing.press(action);
  }

  /** A press that was done is felt, one that was not is felt twice. */
  #answered(_action: ActionName, answer: Answer): void {
    if (!answer.ok) this.tell(this.#strings.sentence(answer.why));
    // Firefox and Safari on phones have no such thing.
    if ("vibrate" in navigator) navigator.vibrate(answer.ok ? 15 : [30, 60, 30]);
  }
}

function small(label: string, act: () => void, className = ""): HTMLButtonElement {
  return button(`remote-small ${className}`, label, act);
}

function overlay(className: string, title: string, why: string, ...more: HTMLElement[]): HTMLElement {
  const made = element(
    "section",
    `remote-overlay ${className}`,
    element("b", "", title),
    element("p", "", why),
    ...more,
  );
  made.setAttribute("role", "alert");
  return made;
}
