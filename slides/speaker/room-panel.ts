import type { AudienceRules, Question } from "#core/protocol/audience.ts";
import type { Answer, RoomVoice } from "#core/protocol/messages.ts";
import type { ShowLink } from "../link/link.ts";
import { button, element, setText } from "../ui/elements.ts";
import type { NewsWords } from "./news-words.ts";

/** What the room asks, the newest first, and whether it may ask and react. Questions are text, whatever is in them. */
export class RoomPanel {
  readonly element: HTMLElement;
  readonly #link: ShowLink;
  readonly #words: NewsWords;
  readonly #refused: (why: string) => void;
  readonly #count = element("span", "room-count");
  readonly #list = element("ol", "room-questions");
  readonly #none = element("p", "room-none");
  readonly #spoken = element("p", "room-spoken");
  readonly #switches: readonly { readonly what: keyof AudienceRules; readonly element: HTMLButtonElement }[];
  /** By number and text: a server that was started again counts from 1. */
  readonly #rows = new Map<string, HTMLElement>();
  #newest: number | null = null;

  /** @param refused hears why something was not done. */
  constructor(link: ShowLink, words: NewsWords, refused: (why: string) => void) {
    this.#link = link;
    this.#words = words;
    this.#refused = refused;
    this.#switches = (["questions", "reactions"] as const).map((what) => ({
      what,
      element: this.#switch(what),
    }));
    this.#list.tabIndex = -1;
    this.#list.setAttribute("aria-label", words.questions);
    this.#spoken.setAttribute("role", "status");
    this.element = element(
      "section",
      "room-panel",
      element(
        "header",
        "",
        element("h2", "", words.room),
        this.#count,
        ...this.#switches.map((each) => each.element),
      ),
      this.#none,
      this.#list,
      this.#spoken,
    );
    this.element.setAttribute("aria-label", words.room);
  }

  /** Shown where the room has a way in. */
  show(): void {
    const { room, audienceUrl } = this.#link;
    this.element.hidden = room === null || audienceUrl === null;
    if (room === null || this.element.hidden) return;
    for (const { what, element } of this.#switches)
      element.setAttribute("aria-checked", String(room.allows[what]));
    this.#showQuestions(room);
  }

  #showQuestions({ allows, questions }: RoomVoice): void {
    setText(this.#count, questions.length === 0 ? "" : this.#words.questionCount(questions.length));
    this.#none.hidden = questions.length > 0;
    setText(this.#none, allows.questions ? this.#words.noQuestions : this.#words.notAsked);
    this.#list.hidden = questions.length === 0;
    const kept = new Set(questions.map(keyOf));
    for (const [key, row] of this.#rows) {
      if (kept.has(key)) continue;
      this.#passFocus(row);
      row.remove();
      this.#rows.delete(key);
    }
    for (const question of questions) this.#add(question);
    this.#tellNewest(questions.at(-1));
  }

  #add(question: Question): void {
    if (this.#rows.has(keyOf(question))) return;
    const done = button("room-done", this.#words.done, () => {
      this.#ask(this.#link.putAway(question.number));
    });
    done.setAttribute("aria-label", this.#words.doneWith(question.text));
    const row = element("li", "room-question", element("p", "", question.text), done);
    this.#rows.set(keyOf(question), row);
    this.#list.prepend(row);
  }

  /** Whoever puts questions away by the keyboard goes on with the next one. */
  #passFocus(row: HTMLElement): void {
    if (!row.contains(document.activeElement)) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    (next?.querySelector<HTMLElement>("button") ?? this.#switches[0]?.element)?.focus();
  }

  /** What was there already when this window opened is no news. */
  #tellNewest(newest: Question | undefined): void {
    const before = this.#newest;
    this.#newest = newest?.number ?? 0;
    if (newest && before !== null && newest.number > before)
      setText(this.#spoken, this.#words.asked(newest.text));
  }

  #switch(what: keyof AudienceRules): HTMLButtonElement {
    const made = button("room-switch", this.#words[what], () => {
      const allows = this.#link.room?.allows;
      if (allows) this.#ask(this.#link.allow({ ...allows, [what]: !allows[what] }));
    });
    made.setAttribute("role", "switch");
    return made;
  }

  #ask(asked: Promise<Answer>): void {
    void asked.then((answer) => {
      if (!answer.ok) this.#refused(answer.why);
    });
  }
}

function keyOf({ number, text }: Question): string {
  return `${number} ${text}`;
}
