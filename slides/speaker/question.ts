import type { PageDeck } from "#core/deck/page.ts";
import type { PaneId } from "#core/ids.ts";
import type { ShowState } from "#core/show/state.ts";
import { keyLabel } from "../keys/table.ts";
import { element } from "../ui/elements.ts";
import { button, setText } from "../ui/elements.ts";
import type { Strings } from "../ui/strings.ts";
import type { SpeakerStrings } from "./strings.ts";

export interface QuestionActions {
  readonly yes: () => void;
  readonly no: () => void;
}

/** Asks whether the understudy shall step in, where a pane asks for it. */
export class Question {
  readonly element = element("section", "ask-panel");
  readonly #words: SpeakerStrings;
  readonly #strings: Strings;
  readonly #what = element("b", "");
  readonly #why = element("p", "");

  constructor(words: SpeakerStrings, strings: Strings, actions: QuestionActions) {
    this.#words = words;
    this.#strings = strings;
    this.element.setAttribute("role", "alert");
    this.element.hidden = true;
    this.element.append(
      this.#what,
      this.#why,
      element(
        "div",
        "ask-answers",
        answer("ask-yes", words.yes, keyLabel("understudy"), actions.yes),
        answer("ask-no", words.no, keyLabel("stayLive"), actions.no),
      ),
    );
  }

  show(page: Pick<PageDeck, "panes">, state: ShowState | null): void {
    const asking = Object.entries(state?.panes ?? {}).find(([, { asks }]) => asks !== null);
    const [pane, shown] = asking ?? [];
    const asks = shown?.asks ?? null;
    this.element.hidden = asks === null;
    if (pane === undefined || asks === null) return;
    setText(this.#what, this.#words.ask(page.panes[pane as PaneId]?.title ?? pane));
    setText(this.#why, this.#strings.trouble(asks));
  }
}

function answer(className: string, text: string, key: string, act: () => void): HTMLButtonElement {
  const made = button(className, text, act);
  made.append(element("kbd", "", key));
  return made;
}
